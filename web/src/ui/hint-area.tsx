import { Tooltip } from "@mantine/core";
import { useState, type ReactNode, type SyntheticEvent } from "react";

const hintAt = (event: SyntheticEvent): string =>
  event.target instanceof Element
    ? (event.target.closest("[data-hint]")?.getAttribute("data-hint") ?? "")
    : "";

/** One tip for all elements with a `data-hint` inside: a grid of hundreds has no room for one each. */
export const HintArea = ({ children }: { children: ReactNode }) => {
  const [hint, setHint] = useState("");
  return (
    <Tooltip.Floating label={hint} disabled={hint === ""}>
      <div onMouseOver={(event) => setHint(hintAt(event))} onMouseLeave={() => setHint("")}>
        {children}
      </div>
    </Tooltip.Floating>
  );
};
