import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId, type ReactNode } from "react";
import css from "./chart.module.css";

/** Whether the table of a picture stands below it. */
export type TableBelow = {
  opened: boolean;
  onOpened: (opened: boolean) => void;
  /** She wants it below every picture. */
  always: boolean;
  onAlways: (always: boolean) => void;
  words: { table: string; always: string };
};

type Props = {
  below: TableBelow;
  /** Beside the buttons: what the keys read. */
  children: ReactNode;
  table: ReactNode;
};

/** The line below a picture, whose button opens the table of it below the line. */
export const WithTableBelow = ({ below, children, table }: Props) => {
  const id = useId();
  const { opened, always, words } = below;
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <>
      <figcaption className="spread">
        {children}
        {(opened || always) && (
          <label className={css.always}>
            <input
              type="checkbox"
              checked={always}
              onChange={(event) => below.onAlways(event.currentTarget.checked)}
            />
            {words.always}
          </label>
        )}
        <button
          type="button"
          className={css.switch}
          aria-expanded={opened}
          aria-controls={id}
          onClick={() => below.onOpened(!opened)}
        >
          <Chevron size={14} aria-hidden="true" />
          {words.table}
        </button>
      </figcaption>
      <div id={id} className={css.below} hidden={!opened}>
        {opened && table}
      </div>
    </>
  );
};
