import type { PointerEvent, ReactNode } from "react";
import type { Tile } from "@/api/types";
import { useT } from "@/i18n";
import { Button } from "@/ui";
import type { Way } from "./arrange";
import css from "./board.module.css";

type Props = {
  tile: Tile;
  at: number;
  name: string;
  arranging: boolean;
  dragged: boolean;
  onStep: (way: Way) => void;
  onWiden: () => void;
  onRemove: () => void;
  /** It would be dropped here. */
  target: boolean;
  onDrag: (over: number) => void;
  /** Let go: dropped where it was dragged to last, or given up. */
  onEnd: (dropped: boolean) => void;
  children: ReactNode;
};

const ways = [
  ["left", "←"],
  ["right", "→"],
  ["up", "↑"],
  ["down", "↓"],
] as const;

const tileUnder = (event: PointerEvent): number | undefined => {
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-tile]");
  const place = Number(under?.getAttribute("data-tile") ?? Number.NaN);
  return Number.isNaN(place) ? undefined : place;
};

/** A tile with what moves it: a handle for the pointer, buttons for the keyboard. */
export const TileFrame = (props: Props) => {
  const { tile, at, name, arranging, dragged, target, onDrag, onEnd } = props;
  const t = useT();
  return (
    <li
      className={css.tile}
      data-tile={at}
      data-dragged={dragged}
      data-target={target}
      aria-label={t("board.tile", { name, at: at + 1 })}
      style={{ gridColumn: `span ${tile.width}` }}
    >
      {arranging && (
        <div className={css.bar}>
          <span
            className={css.handle}
            aria-hidden="true"
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              onDrag(at);
            }}
            onPointerMove={(event) => {
              const over = tileUnder(event);
              if (dragged && over !== undefined) onDrag(over);
            }}
            onPointerUp={() => onEnd(true)}
            onPointerCancel={() => onEnd(false)}
          >
            ⠿
          </span>
          {ways.map(([way, arrow]) => (
            <Button
              key={way}
              size="compact-xs"
              variant="default"
              aria-label={t(`board.${way}`, { name })}
              onClick={() => props.onStep(way)}
            >
              {arrow}
            </Button>
          ))}
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t("board.width", { name, n: tile.width })}
            onClick={props.onWiden}
          >
            {tile.width}/3
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t("board.remove", { name })}
            onClick={props.onRemove}
          >
            ×
          </Button>
        </div>
      )}
      {props.children}
    </li>
  );
};
