// The picture of a figure, by its shape.
import { barPicture } from "./bars";
import { bridgePicture } from "./bridge";
import { mostSeries, type Drawing, type Picture } from "./drawing";
import { flowPicture } from "./flow";
import { linePicture } from "./lines";
import { paretoPicture } from "./pareto";
import { withRest } from "./rest";
import { scatterPicture } from "./scatter";

/** Nothing for a table, a grid of squares, and a figure without rows. */
export const pictureOf = (drawing: Drawing): Picture | undefined => {
  if (drawing.figure.rows.length === 0) return undefined;
  const rest = drawing.words.t("insight.rest");
  switch (drawing.figure.shape) {
    case "bars":
      return barPicture(drawing, false);
    case "stack":
      return barPicture({ ...drawing, figure: withRest(drawing.figure, mostSeries, rest) }, true);
    case "lines":
      return linePicture(drawing, false);
    case "steps":
      return linePicture(drawing, true);
    case "pareto":
      return paretoPicture(drawing);
    case "bridge":
      return bridgePicture(drawing);
    case "scatter":
      return scatterPicture(drawing);
    case "flow":
      return flowPicture(drawing);
    default:
      return undefined;
  }
};
