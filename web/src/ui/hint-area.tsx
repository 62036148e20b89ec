import { Tooltip } from "@mantine/core";
import { useState, type ReactNode, type SyntheticEvent } from "react";

const placeOf = (event: SyntheticEvent): string =>
  event.target instanceof Element ? (event.target.closest("[data-at]")?.getAttribute("data-at") ?? "") : "";

type Props = {
  /** What is said of the element with this `data-at`. */
  hintAt: (at: string) => string;
  children: ReactNode;
};

/** One tip for all elements with a `data-at` inside, written when it is asked for. */
export const HintArea = ({ hintAt, children }: Props) => {
  const [at, setAt] = useState("");
  const hint = at === "" ? "" : hintAt(at);
  return (
    <Tooltip.Floating label={hint} disabled={hint === ""}>
      <div onMouseOver={(event) => setAt(placeOf(event))} onMouseLeave={() => setAt("")}>
        {children}
      </div>
    </Tooltip.Floating>
  );
};
