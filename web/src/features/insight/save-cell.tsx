import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CellKeys } from "@/api/queries";
import { addSegment, segmentCountQuery, type Condition, type Segment } from "@/api/segments";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, format, SegmentedControl, TextInput, toast, usePlaces } from "@/ui";
import { cellCondition, cellName, whomCondition } from "./cell-condition";
import type { Cell } from "./view";

type Props = { analysis: string; cell: Cell };

/** The people of the day on which they were seen, or whoever it is by then. */
const ways = ["fixed", "daily"] as const;
type Way = (typeof ways)[number];

const longestName = 100;

const Form = ({ analysis, cell, onClose }: Props & { onClose: () => void }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const queries = useQueryClient();
  const { locale } = usePlaces();
  const day = (iso: string): string => format.day(iso, locale);
  const [name, setName] = useState(cellName(cell.title, cell.keys).slice(0, longestName));
  const [way, setWay] = useState<Way>("fixed");
  const whom = whomCondition(cell.keys);
  const [kept, setKept] = useState<Segment>();
  const keys = kept === undefined ? cell.keys : { ...cell.keys, segment: kept.id };
  const conditionOf = (under: CellKeys): Condition =>
    cellCondition(analysis, under, way === "fixed" ? cell.asOf : undefined) ?? {};
  const count = useQuery(segmentCountQuery(shop.id, whom === undefined ? conditionOf(keys) : undefined));
  // Of a page that is filtered by a condition, that is kept first: once, however often a name is refused.
  const keptOf = async (condition: Condition): Promise<Segment> => {
    const suffix = t("segments.saveCellWhom");
    const whomName = `${name.trim().slice(0, longestName - suffix.length)}${suffix}`;
    const saved = kept ?? (await addSegment(shop.id, { name: whomName, note: "", condition }));
    setKept(saved);
    return saved;
  };
  const save = useMutation({
    mutationFn: async () => {
      const under = whom === undefined ? keys : { ...keys, segment: (await keptOf(whom)).id };
      return addSegment(shop.id, { name: name.trim(), note: "", condition: conditionOf(under) });
    },
    onSuccess: async (saved) => {
      toast({ tone: "done", message: t("segments.saved", { name: saved.name }) });
      onClose();
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "segments"] });
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {save.isError && <Failed message={failure(save.error, ["/name"])} />}
      {count.isError && <Failed message={failure(count.error)} />}
      <TextInput
        label={t("segments.name")}
        value={name}
        maxLength={longestName}
        error={fieldMessage(save.error, "/name")}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <SegmentedControl
        aria-label={t("segments.saveCellWay")}
        fullWidth
        value={way}
        onChange={(next) => setWay(ways.find((each) => each === next) ?? "fixed")}
        data={ways.map((value) => ({ value, label: t(`segments.saveCellWay.${value}`) }))}
      />
      <p className="caption">
        {t(`segments.saveCellHint.${way}`, { day: day(cell.asOf) })}
        {whom !== undefined && ` ${t("segments.saveCellWhomHint")}`}
        <span style={{ display: "block", minHeight: "1lh" }}>
          {count.data !== undefined &&
            t("segments.saveCellCount", {
              n: format.count(count.data.count),
              day: day(way === "fixed" ? cell.asOf : count.data.as_of),
            })}
        </span>
      </p>
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" disabled={name.trim() === ""} loading={save.isPending}>
          {t("segments.save")}
        </Button>
      </div>
    </form>
  );
};

/** Keeps the people behind a number as a segment, with all that the number was filtered by. */
export const SaveCell = (props: Props) => {
  const t = useT();
  const [asking, setAsking] = useState(false);
  if (cellCondition(props.analysis, props.cell.keys) === undefined) return null;
  const close = (): void => setAsking(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("segments.saveCell")}
      </Button>
      {asking && (
        <Dialog opened onClose={close} title={t("segments.saveCell")} size={440}>
          <Form {...props} onClose={close} />
        </Dialog>
      )}
    </>
  );
};
