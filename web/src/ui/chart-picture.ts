// A picture to be kept: the chart with its title above it, and below it what its numbers mean.
import type { ECharts } from "echarts/core";
import { ink, type Scheme } from "./palette";

export type PictureText = { title: string; notes: string[]; fileName: string };

const [margin, titleSize, noteSize, scale] = [24, 18, 12, 2];

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

/** Hands the chart to the person as a PNG. */
export const paintPicture = (chart: ECharts, scheme: Scheme, text: PictureText): void => {
  const canvas = document.createElement("canvas");
  const brush = canvas.getContext("2d");
  if (brush === null) return;
  const font = getComputedStyle(document.body).fontFamily;
  const [width, height] = [chart.getWidth(), chart.getHeight()];
  brush.font = `${noteSize}px ${font}`;
  const notes = text.notes.flatMap((note) =>
    brokenLines(note, width, (part) => brush.measureText(part).width),
  );
  const head = titleSize + 20;
  canvas.width = (width + 2 * margin) * scale;
  canvas.height = (margin + head + height + 16 + notes.length * 18 + margin) * scale;
  brush.scale(scale, scale);
  brush.fillStyle = ink[scheme].panel;
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.textBaseline = "top";
  brush.fillStyle = ink[scheme].text;
  brush.font = `600 ${titleSize}px ${font}`;
  brush.fillText(text.title, margin, margin);
  const drawn = chart.renderToCanvas({ pixelRatio: scale, backgroundColor: ink[scheme].panel });
  brush.drawImage(drawn, margin, margin + head, width, height);
  brush.fillStyle = ink[scheme].soft;
  brush.font = `${noteSize}px ${font}`;
  notes.forEach((note, at) => brush.fillText(note, margin, margin + head + height + 16 + at * 18));
  save(canvas, text.fileName);
};
