import { useState } from "react";
import { useT } from "@/i18n";
import { useLocalStorage, usePrinting, type TableBelow } from "@/ui";
import { useMe } from "./shop";

/**
 * Whether the table of one picture is open: as she pressed, else as she wants it everywhere, which her
 * browser remembers under her name. On paper it always is, where the picture is all there is to see.
 */
export const useTableBelow = (printed = true): TableBelow => {
  const t = useT();
  const me = useMe();
  const [always, setAlways] = useLocalStorage({
    key: `tsunagi-tables-${me.id}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [pressed, setPressed] = useState<boolean>();
  const printing = usePrinting();
  return {
    opened: (printed && printing) || (pressed ?? always),
    onOpened: setPressed,
    always,
    onAlways: (wanted) => {
      // The table that she is looking at stays.
      setPressed(wanted ? undefined : true);
      setAlways(wanted);
    },
    words: { table: t("chart.asTable"), always: t("chart.tablesAlways") },
  };
};
