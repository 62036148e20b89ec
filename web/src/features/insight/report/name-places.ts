/**
 * Where names stand beside the ends of lines, as shares of the picture's height: near their own
 * ends, never nearer to each other than `gap`, never below the axis.
 */
export const namePlaces = (ends: number[], gap: number): number[] => {
  const order = ends.map((_, at) => at).sort((a, b) => (ends[b] ?? 0) - (ends[a] ?? 0));
  const places = [...ends];
  let ceiling = 1 + gap;
  for (const at of order) {
    ceiling = Math.min(places[at] ?? 0, ceiling - gap);
    places[at] = ceiling;
  }
  let floor = -gap / 2;
  for (const at of order.reverse()) {
    floor = Math.max(places[at] ?? 0, floor + gap);
    places[at] = floor;
  }
  return places;
};
