import { useCallback, useEffect, useRef, useState } from "react";
import { countedIn, filterKeys, standsIn, type Cell } from "../view";
import type { OpenCell } from "./figure-table";
import type { Reports } from "./use-reports";

/** The cell whose people are shown, and what opens one: of the report, or of the one beside it. */
export const useCell = (reports: Reports) => {
  const [cell, setCell] = useState<Cell>();
  const now = useRef(reports);
  useEffect(() => {
    now.current = reports;
  });
  // Always the same function: what shows a thousand cells is not drawn anew for another one.
  const open = useCallback<OpenCell>((pressed, title, side = "here") => {
    const { asked, beside, data, compared, isOld } = now.current;
    const report = side === "there" ? compared?.report : data;
    // The old picture does not answer what is asked by now.
    if (pressed.people === null || isOld || report === undefined || !standsIn(report, pressed)) return;
    setCell({
      title,
      asOf: report.meta.as_of,
      counted: countedIn(report, pressed),
      keys: {
        ...filterKeys((side === "there" ? beside?.filter : asked.filter) ?? {}),
        cell: pressed.people,
        ...(asked.choices === "" ? {} : { choices: asked.choices }),
      },
    });
  }, []);
  return { cell, open, close: (): void => setCell(undefined) };
};
