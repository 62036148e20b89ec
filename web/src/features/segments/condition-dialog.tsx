import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import {
  addSegment,
  segmentFieldsQuery,
  type Condition,
  type Segment,
  type SegmentFields,
} from "@/api/segments";
import { useCellTitles } from "@/domain/condition/cell-titles";
import { fitsAddress } from "@/domain/condition/from";
import { readAloud } from "@/domain/condition/reading";
import { conditionOf, emptyGroup, isComplete, treeOf } from "@/domain/condition/tree";
import { useVocabulary } from "@/domain/condition/vocabulary";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, Panel, Skeleton, TextInput, toast, usePlaces } from "@/ui";
import { ConditionBuilder } from "./condition-builder";
import { CountPanel, useCounting } from "./count-panel";
import { faultsOfError, placedPointers } from "./faults";
import css from "./segments.module.css";

type Props = {
  /** What it begins with. */
  condition: Condition | undefined;
  /** Whether it asks at once under which name it shall be kept. */
  keeps: boolean;
  onApply: (condition: Condition) => void;
  onKept: (segment: Segment) => void;
  onClose: () => void;
};

const longestName = 100;

const useKeeping = (condition: Condition, onKept: (segment: Segment) => void) => {
  const t = useT();
  const shop = useShop();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => addSegment(shop.id, { name, note: "", condition }),
    onSuccess: async (saved) => {
      toast({ tone: "done", message: t("segments.saved", { name: saved.name }) });
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "segments"] });
      onKept(saved);
    },
  });
};

const Form = ({ fields, condition, keeps, onApply, onKept, onClose }: Props & { fields: SegmentFields }) => {
  const t = useT();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const places = usePlaces();
  const mayKeep = useMay()("insight.edit");
  const [root, setRoot] = useState(() => (condition === undefined ? emptyGroup("all") : treeOf(condition)));
  const [naming, setNaming] = useState(keeps);
  const [name, setName] = useState("");
  const words = useVocabulary(fields);
  const cellTitle = useCellTitles(root);
  const counting = useCounting(root);
  const asked = useMemo(() => conditionOf(root), [root]);
  const keep = useKeeping(asked, onKept);
  const read = readAloud(root, { t, words, places, cellTitle });
  const refused = counting.kind === "refused" ? counting : undefined;
  const faults = faultsOfError(refused?.error, refused?.of);
  const whole = isComplete(root);
  const long = whole && !fitsAddress(asked);
  const apply = (): void => {
    if (whole && !long && refused === undefined) onApply(asked);
  };
  const keepIt = (): void => {
    if (whole && !keep.isPending) keep.mutate(name.trim() === "" ? read.slice(0, longestName) : name.trim());
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        if (naming) keepIt();
        else apply();
      }}
    >
      {keep.isError && <Failed message={failure(keep.error, ["/name"])} />}
      <div className={css.columns}>
        <ConditionBuilder root={root} words={words} faults={faults} onRoot={setRoot} />
        <aside className={css.aside}>
          <CountPanel
            counting={counting}
            refusal={refused && failure(refused.error, placedPointers(faults))}
          />
          {read !== "" && (
            <Panel title={t("segments.reading")}>
              <p className={css.reading}>{read}</p>
            </Panel>
          )}
        </aside>
      </div>
      {long && (
        <p className={css.fault} role="alert">
          {t("segments.tooLongToAsk")}
        </p>
      )}
      {naming && (
        <TextInput
          label={t("segments.name")}
          value={name}
          maxLength={longestName}
          placeholder={read.slice(0, longestName)}
          error={fieldMessage(keep.error, "/name")}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
      )}
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        {mayKeep && !naming && (
          <Button variant="default" disabled={!whole} onClick={() => setNaming(true)}>
            {t("segments.keepCondition")}
          </Button>
        )}
        {naming ? (
          <Button onClick={keepIt} disabled={!whole} loading={keep.isPending} title="Ctrl+Enter">
            {t("segments.saveAndAnalyse")}
          </Button>
        ) : (
          <Button onClick={apply} disabled={!whole || long || refused !== undefined} title="Ctrl+Enter">
            {t("segments.analyse")}
          </Button>
        )}
      </div>
    </form>
  );
};

/** Builds the condition of a page on the page: it need not be kept, and may be. */
export const ConditionDialog = (props: Props) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fields = useQuery(segmentFieldsQuery(shop.id));
  return (
    <Dialog opened onClose={props.onClose} title={t("segments.conditionTitle")} size={1080}>
      {fields.data !== undefined ? (
        <Form fields={fields.data} {...props} />
      ) : fields.error !== null ? (
        <Failed message={failure(fields.error)} />
      ) : (
        <Skeleton rows={6} />
      )}
    </Dialog>
  );
};
