import { useQuery } from "@tanstack/react-query";
import { segmentsQuery } from "@/api/queries";
import type { ReportChoice } from "@/api/types";
import { useShop } from "@/domain/shop";
import { MultiSelect, Select } from "@/ui";

type Props = { choice: ReportChoice; onValue: (value: string) => void };

/** Whether a report is parted by kept segments, so that somebody has to say by which. */
export const asksForSegments = (choices: ReportChoice[]): boolean =>
  choices.some(({ value, options }) => value === "segment" && options.length > 0);

/** Kept segments that a report is parted by: one, or several of which nobody need be in one alone. */
export const SegmentChoice = ({ choice, onValue }: Props) => {
  const shop = useShop();
  const kept = useQuery(segmentsQuery(shop.id)).data?.items ?? choice.options.map(keptOf);
  const data = kept.map(({ id, name }) => ({ value: String(id), label: name }));
  if (choice.segments === 1)
    return (
      <Select
        label={choice.label}
        data={data}
        value={choice.value === "" ? null : choice.value}
        searchable={data.length > 10}
        clearable
        onChange={(next) => onValue(next ?? "")}
        style={{ width: 200 }}
      />
    );
  return (
    <MultiSelect
      size="xs"
      label={choice.label}
      data={data}
      value={choice.value === "" ? [] : choice.value.split(".")}
      maxValues={choice.segments}
      searchable
      clearable
      onChange={(next) => onValue(next.join("."))}
      style={{ minWidth: 200, maxWidth: 480 }}
    />
  );
};

const keptOf = ({ value, label }: { value: string; label: string }) => ({ id: value, name: label });
