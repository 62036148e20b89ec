// A chart as a picture to be kept.
import { init } from "echarts/core";
import type { ChartOption } from "./chart-tip";
import { ink } from "./palette";
import { paintPage, pictureScale, type PictureText, type Size } from "./picture-page";

/** Hands the chart to the person as a PNG. `option` is that of the light scheme. */
export const paintChart = (option: ChartOption, size: Size, text: PictureText): void => {
  const chart = init(document.createElement("div"), undefined, { renderer: "canvas", ...size });
  chart.setOption(option);
  const drawn = chart.renderToCanvas({ pixelRatio: pictureScale, backgroundColor: ink.light.panel });
  paintPage(
    text,
    () => size,
    (brush, left, top) => brush.drawImage(drawn, left, top, size.width, size.height),
  );
  chart.dispose();
};
