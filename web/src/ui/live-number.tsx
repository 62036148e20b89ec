import type { ReactNode } from "react";

/** A number that ticks once with a soft highlight when it changes: the key restarts the animation. */
export const LiveNumber = ({ value, children }: { value: number | string; children: ReactNode }) => (
  <span key={value} className="tick">
    {children}
  </span>
);
