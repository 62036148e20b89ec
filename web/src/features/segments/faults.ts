// What the server found wrong, at the part of the tree and the value of it that it spoke of.
import { ApiProblem, type FieldProblem } from "@/api/problem";
import { placesIn, type Group, type Part } from "@/domain/condition/tree";

/** `value`: the pointer behind the part ("number", "of/product/0"); empty: the part itself. */
export type Fault = { value: string; problem: FieldProblem };
export type PartFaults = { part: Part; faults: Fault[] };
export type Faults = ReadonlyMap<string, PartFaults>;

export const noFaults: Faults = new Map<string, PartFaults>();

const within = (pointer: string, place: string): boolean =>
  pointer === place || pointer.startsWith(`${place}/`);

/** The problems of the tree that was sent, by the keys of its parts. */
export const faultsOf = (sent: Group, problems: FieldProblem[]): Faults => {
  const places = placesIn(sent).reverse();
  const found = new Map<string, PartFaults>();
  for (const problem of problems) {
    // A part stands behind those around it in the list: the first that fits is the nearest.
    const place = places.find(({ pointer }) => within(problem.pointer, pointer));
    if (place === undefined) continue;
    const value = problem.pointer.slice(place.pointer.length + 1);
    const { part } = place;
    const own = found.get(part.key)?.faults ?? [];
    const fault = { value: part.kind === "group" ? "" : value, problem };
    found.set(part.key, { part, faults: [...own, fault] });
  }
  return found;
};

/** What the server said of the tree that it refused. */
export const faultsOfError = (error: unknown, sent: Group | undefined): Faults =>
  error instanceof ApiProblem && sent !== undefined ? faultsOf(sent, error.fields) : noFaults;

const sameGroup = (now: Part, then: Part): boolean =>
  now.kind === "group" &&
  then.kind === "group" &&
  now.join === then.join &&
  now.parts.length === then.parts.length;

/** Of a part as it stands now: what was wrong with it is forgotten once it is changed. */
export const faultsAt = (faults: Faults, part: Part): Fault[] => {
  const found = faults.get(part.key);
  if (found === undefined || (found.part !== part && !sameGroup(part, found.part))) return [];
  return found.faults;
};

/** Which of the problems have a place in the tree. */
export const placedPointers = (faults: Faults): string[] =>
  [...faults.values()].flatMap(({ faults: own }) => own.map(({ problem }) => problem.pointer));

/** The problems of one value of a part. */
export const faultsIn = (faults: Fault[], value: string): FieldProblem[] =>
  faults
    .filter((fault) => (value === "" ? fault.value === "" : within(fault.value, value)))
    .map(({ problem }) => problem);
