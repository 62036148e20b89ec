// The picture of a figure, by its shape.
import { barPicture } from "./bars";
import { bridgePicture } from "./bridge";
import { isTime } from "./columns";
import { mostParts, type Drawing, type Picture } from "./drawing";
import { flowPicture } from "./flow";
import { linePicture } from "./lines";
import { paretoPicture } from "./pareto";
import { withRest } from "./rest";
import { scatterPicture } from "./scatter";

/** Nothing for a table, a grid of squares, a single moment, and a figure without rows. */
export const pictureOf = (drawing: Drawing): Picture | undefined => {
  const { rows, shape, columns } = drawing.figure;
  const isMoment = rows.length === 1 && shape === "lines" && isTime(columns[0]?.unit ?? "text");
  if (rows.length === 0 || isMoment) return undefined;
  const rest = drawing.words.t("insight.rest");
  switch (shape) {
    case "bars":
      return barPicture(drawing, false);
    case "stack":
      return barPicture({ ...drawing, figure: withRest(drawing.figure, mostParts, rest) }, true);
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
