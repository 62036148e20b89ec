import { memo } from "react";
import { useT, wordFor } from "@/i18n";
import { Select } from "@/ui";
import { useMenu } from "./use-menu";

const PlainSwitcher = ({
  analysis,
  onAnalysis,
}: {
  analysis: string;
  onAnalysis: (name: string) => void;
}) => {
  const t = useT();
  const { menu = [] } = useMenu();
  return (
    <Select
      aria-label={t("insight.switch")}
      data={menu.map(({ topic, entries }) => ({
        group: wordFor(t, "insight.topic", topic),
        items: entries.map(({ name, title }) => ({ value: name, label: title })),
      }))}
      value={analysis}
      allowDeselect={false}
      searchable
      onChange={(name) => {
        if (name !== null && name !== analysis) onAnalysis(name);
      }}
      maxDropdownHeight={520}
      style={{ width: 220 }}
    />
  );
};

/** From one analysis to another. */
export const Switcher = memo(PlainSwitcher);
