import type { TrailCheck } from "@/api/types";

const shown = 5;

/** The first faults of a check, each with its place: "shop-1 event 17", "control #4". */
export const faultsOf = (check: TrailCheck): { fault: string; place: string }[] =>
  check.trails
    .flatMap(({ database, findings }) =>
      findings.map(({ fault, n, place }) => ({
        fault,
        place: [database, place, n === 0 ? "" : `#${n}`].filter((part) => part !== "").join(" "),
      })),
    )
    .slice(0, shown);
