import type { CSSProperties, ReactNode } from "react";
import css from "./insight.module.css";

type Props = {
  /** 0 … 1 of the strongest cell. */
  strength: number;
  hue?: "accent" | "danger";
  hint: string;
  label: string;
  immature?: boolean;
  onOpen?: (() => void) | undefined;
  children: ReactNode;
};

// Half of the hue at most: dark ink stays readable on the strongest cell, light ink in the dark.
const shade = (strength: number, hue: "accent" | "danger"): CSSProperties => ({
  background: `rgb(var(--heat${hue === "danger" ? "-danger" : ""}) / ${(0.5 * Math.max(0, Math.min(1, strength))).toFixed(3)})`,
});

/**
 * One figure of a grid, shaded by its size; pressing it opens the people behind it, if there are. Its
 * hint is shown by the HintArea around the grid.
 */
export const HeatCell = ({
  strength,
  hue = "accent",
  hint,
  label,
  immature = false,
  onOpen,
  children,
}: Props) =>
  onOpen === undefined ? (
    <span
      className={css.heat}
      style={shade(strength, hue)}
      data-immature={immature}
      data-still
      data-hint={hint}
    >
      {children}
    </span>
  ) : (
    <button
      type="button"
      className={css.heat}
      style={shade(strength, hue)}
      data-immature={immature}
      data-hint={hint}
      onClick={onOpen}
    >
      <span className="hidden-but-read">{label} </span>
      {children}
    </button>
  );
