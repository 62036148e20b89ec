// Bands between places are drawn by a part of the painter that only few pages need.
import { SankeyChart } from "echarts/charts";
import { use as register } from "echarts/core";

register([SankeyChart]);

export { Chart } from "./chart";
