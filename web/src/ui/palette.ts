// Colours that code needs (charts are painted on a canvas); the same values as tokens.css.
export type Scheme = "light" | "dark";

// After Okabe & Ito (2008), "Color Universal Design"; on white only darkened members reach 3:1. The
// last four are for wholes of many parts, which lie on each other in the order of a legend.
export const series: Record<Scheme, string[]> = {
  light: [
    ...["#0072b2", "#c4500a", "#00795a", "#a8457e", "#9a6a00", "#1b1f27"],
    ...["#7b5cc4", "#5f7d00", "#2f94cc", "#767d8a"],
  ],
  dark: [
    ...["#5fb3e8", "#f08a4b", "#3fc49a", "#e291bf", "#e3b341", "#e6e8ec"],
    ...["#b39df0", "#b5c94c", "#a9d5f5", "#8f97a5"],
  ],
};

// Red, green and blue of the squares of a grid.
export const heat = { accent: "63 72 181", danger: "196 80 10" };

export const ink: Record<Scheme, { text: string; soft: string; line: string; panel: string }> = {
  light: { text: "#1b1f27", soft: "#545c6b", line: "#e2e5ea", panel: "#ffffff" },
  dark: { text: "#e6e8ec", soft: "#a7aebb", line: "#2d323c", panel: "#1a1d23" },
};
