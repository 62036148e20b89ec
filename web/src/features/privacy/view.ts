export type PrivacyView = {
  part?: string | undefined;
  user?: number | undefined;
  export?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

export const parts = ["map", "retention", "erasures", "breach"] as const;
export type Part = (typeof parts)[number];
export const partOf = (word: string | undefined): Part => parts.find((part) => part === word) ?? "map";
