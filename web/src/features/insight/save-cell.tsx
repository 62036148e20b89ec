import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addSegment, segmentCountQuery } from "@/api/segments";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, format, TextInput, toast } from "@/ui";
import { cellCondition, type CellCondition } from "./cell-condition";
import type { Cell } from "./view";

type Props = { analysis: string; cell: Cell };

const Form = ({
  title,
  kept: { condition, narrowed, undated },
  onClose,
}: {
  title: string;
  kept: CellCondition;
  onClose: () => void;
}) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const queries = useQueryClient();
  const [name, setName] = useState(title);
  const count = useQuery(segmentCountQuery(shop.id, condition));
  const save = useMutation({
    mutationFn: () => addSegment(shop.id, { name: name.trim(), note: "", condition }),
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
        maxLength={100}
        error={fieldMessage(save.error, "/name")}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <p className="caption">
        {t("segments.saveCellHint")}
        {narrowed && <span style={{ display: "block" }}>{t("segments.saveCellNarrowed")}</span>}
        {undated && <span style={{ display: "block" }}>{t("segments.saveCellUndated")}</span>}
        {count.data !== undefined && (
          <span style={{ display: "block" }}>
            {t("segments.saveCellCount", { n: format.count(count.data.count) })}
          </span>
        )}
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

/** Keeps the people behind a number as a segment that is worked out anew whenever it is used. */
export const SaveCell = (props: Props) => {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const kept = cellCondition(props.analysis, props.cell.keys);
  if (kept === undefined) return null;
  const close = (): void => setAsking(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("segments.saveCell")}
      </Button>
      {asking && (
        <Dialog opened onClose={close} title={t("segments.saveCell")} size={440}>
          <Form title={props.cell.title} kept={kept} onClose={close} />
        </Dialog>
      )}
    </>
  );
};
