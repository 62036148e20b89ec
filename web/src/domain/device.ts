// A browser's own long name as people know it: "Chrome · Windows". Pure; the first that fits counts,
// since browsers also carry the names of those they resemble.
const browsers: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrom(?:e|ium)\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
  [/^curl\//, "curl"],
];
const systems: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/CrOS/, "ChromeOS"],
  [/Mac OS X|Macintosh/, "Mac"],
  [/Linux/, "Linux"],
];

const firstOf = (known: [RegExp, string][], agent: string): string[] =>
  known
    .filter(([mark]) => mark.test(agent))
    .map(([, name]) => name)
    .slice(0, 1);

/** Empty for an agent that says nothing known. */
export const deviceOf = (agent: string): string =>
  [...firstOf(browsers, agent), ...firstOf(systems, agent)].join(" · ");
