// A picture to be kept: what it shows with its title above it, and below it what its numbers mean. It
// goes into slides and letters, so it is light whatever the screen is.
import { ink } from "./palette";

export type PictureText = { title: string; notes: string[]; fileName: string };
export type Size = { width: number; height: number };
export type Brush = CanvasRenderingContext2D;

export const pictureScale = 2;
const [margin, titleSize, noteSize] = [24, 18, 12];
// Notes stay readable below a narrow picture.
const leastWidth = 560;

/** Text broken into lines no wider than `width`; Japanese breaks anywhere, words stay whole. */
export const brokenLines = (text: string, width: number, measure: (text: string) => number): string[] => {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.match(/[!-~]+\s?|./gu) ?? []) {
    if (line !== "" && measure(line + piece) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  return line === "" ? lines : [...lines, line.trimEnd()];
};

const save = (canvas: HTMLCanvasElement, fileName: string): void =>
  canvas.toBlob((blob) => {
    if (blob === null) return;
    const address = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = address;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(address);
  }, "image/png");

/** Lets `draw` paint into a page of `size` at the given corner, and hands the page over as a PNG. */
export const paintPage = (
  text: PictureText,
  sized: (brush: Brush, font: string) => Size,
  draw: (brush: Brush, left: number, top: number, font: string) => void,
): void => {
  const canvas = document.createElement("canvas");
  const brush = canvas.getContext("2d");
  if (brush === null) return;
  const font = getComputedStyle(document.body).fontFamily;
  const size = sized(brush, font);
  const width = Math.max(size.width, leastWidth);
  const broken = (lines: string[], style: string): string[] => {
    brush.font = style;
    return lines.flatMap((line) => brokenLines(line, width, (part) => brush.measureText(part).width));
  };
  const [titleFont, noteFont] = [`600 ${titleSize}px ${font}`, `${noteSize}px ${font}`];
  const titles = broken([text.title], titleFont);
  const notes = broken(text.notes, noteFont);
  const head = titles.length * (titleSize + 8) + 12;
  canvas.width = (width + 2 * margin) * pictureScale;
  canvas.height = (margin + head + size.height + 16 + notes.length * 18 + margin) * pictureScale;
  brush.scale(pictureScale, pictureScale);
  brush.fillStyle = ink.light.panel;
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.textBaseline = "top";
  brush.fillStyle = ink.light.text;
  brush.font = titleFont;
  titles.forEach((line, at) => brush.fillText(line, margin, margin + at * (titleSize + 8)));
  draw(brush, margin, margin + head, font);
  brush.textAlign = "left";
  brush.textBaseline = "top";
  brush.fillStyle = ink.light.soft;
  brush.font = noteFont;
  notes.forEach((line, at) => brush.fillText(line, margin, margin + head + size.height + 16 + at * 18));
  save(canvas, text.fileName);
};
