import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { download } from "@/api/download";
import { conflictsQuery, importQuery, rejectionsQuery } from "@/api/queries";
import type { Import, UndoConflict } from "@/api/types";
import { applyImport, cancelImport, planImport, undoImport } from "@/api/writes";
import { useFailure } from "@/domain/failure";
import { fieldSentence } from "@/domain/failure-sentence";
import { useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import {
  Button,
  Confirm,
  DataTable,
  EmptyState,
  Failed,
  format,
  InstantText,
  Page,
  Panel,
  Skeleton,
  Tag,
  toast,
  type Column,
} from "@/ui";
import css from "./imports.module.css";
import { isWorking } from "./is-import";
import { Mapper } from "./mapper";
import { Preview } from "./preview";
import { rejectionColumns } from "./rejection-columns";

const steps = ["map", "plan", "apply", "result"] as const;
const stepOf = (state: string): number => {
  if (state === "uploaded") return 0;
  if (state === "planning" || state === "planned") return 1;
  return state === "applying" ? 2 : 3;
};

const Steps = ({ state }: { state: string }) => {
  const t = useT();
  return (
    <ol className={css.steps}>
      {steps.map((step, at) => (
        <li key={step} aria-current={at === stepOf(state) ? "step" : undefined}>
          <span className={css.dot}>{at + 1}</span>
          {t(`imports.step.${step}`)}
        </li>
      ))}
    </ol>
  );
};

const Working = ({ file, onCancel }: { file: Import; onCancel: () => void }) => {
  const t = useT();
  const { done_bytes, total_bytes, rows, rows_per_s, remaining_s } = file.progress;
  const share = total_bytes === 0 ? 0 : Math.min(1, done_bytes / total_bytes);
  return (
    <Panel
      title={wordFor(t, "import.state", file.state)}
      aside={
        <Button variant="default" onClick={onCancel}>
          {t("imports.stop")}
        </Button>
      }
    >
      <div className="stack">
        <div
          className={css.meter}
          role="progressbar"
          aria-label={wordFor(t, "import.state", file.state)}
          aria-valuenow={Math.round(share * 100)}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <span style={{ width: `${share * 100}%` }} />
        </div>
        <div className={css.facts}>
          <span className="strong">{format.percent(share, 0)}</span>
          <span>{t("imports.rows", { n: format.count(rows) })}</span>
          <span>{t("imports.rate", { n: format.count(rows_per_s) })}</span>
          {remaining_s !== null && (
            <span>{t("imports.remaining", { time: format.duration(remaining_s) })}</span>
          )}
          <span className="soft">
            {format.bytes(done_bytes)} / {format.bytes(total_bytes)}
          </span>
        </div>
      </div>
    </Panel>
  );
};

const Counts = ({ file }: { file: Import }) => {
  const t = useT();
  const planned = file.state === "planned" || file.state === "planning";
  return (
    <Panel title={planned ? t("imports.countsPlanned") : t("imports.counts")}>
      <div className="stack">
        <table className={css.counts}>
          <thead>
            <tr>
              <td />
              <th scope="col">{t("imports.created")}</th>
              <th scope="col">{t("imports.updated")}</th>
              <th scope="col">{t("imports.unchanged")}</th>
            </tr>
          </thead>
          <tbody>
            {file.counts.map((count) => (
              <tr key={count.entity}>
                <td>{wordFor(t, "imports.entity", count.entity)}</td>
                <td>{format.count(count.created)}</td>
                <td>{format.count(count.updated)}</td>
                <td>{format.count(count.unchanged)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className={css.facts}>
          <span className={file.rejected > 0 ? "danger" : "soft"}>
            {t("imports.rejectedRows", { n: format.count(file.rejected) })}
          </span>
          {file.warned > 0 && (
            <span className="warning">{t("imports.warnedRows", { n: format.count(file.warned) })}</span>
          )}
          {file.without_customer > 0 && (
            <span>{t("imports.withoutCustomer", { n: format.count(file.without_customer) })}</span>
          )}
          {file.skipped > 0 && (
            <span className="soft">{t("imports.skipped", { n: format.count(file.skipped) })}</span>
          )}
          {file.conflicts > 0 && (
            <span className="warning">{t("imports.conflicts", { n: format.count(file.conflicts) })}</span>
          )}
        </div>
      </div>
    </Panel>
  );
};

const Rejections = ({ file }: { file: Import }) => {
  const t = useT();
  const shop = useShop();
  const found = useInfiniteQuery(rejectionsQuery(shop.id, file.id));
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const failure = useFailure();
  const columns = rejectionColumns(t);
  // Not a link: the server may ask for a fresh proof first.
  const fetching = useMutation({
    mutationFn: () =>
      download(`/api/v1/shops/${shop.id}/imports/${file.id}/rejections.csv`, `rejected-${file.file_name}`),
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
  });
  return (
    <Panel
      flush
      title={t("imports.rejectedTitle")}
      aside={
        <Button variant="default" loading={fetching.isPending} onClick={() => fetching.mutate()}>
          {t("imports.rejectedCsv")}
        </Button>
      }
    >
      <div style={{ height: Math.min(320, 34 + rows.length * 32), display: "flex" }}>
        <DataTable
          bare
          label={t("imports.rejectedTitle")}
          rows={rows}
          columns={columns}
          rowKey={(row) => `${row.line}-${row.column}-${row.code}`}
          onNearEnd={() => found.hasNextPage && !found.isFetchingNextPage && void found.fetchNextPage()}
          empty={<EmptyState title={t("imports.noRejections")} />}
        />
      </div>
    </Panel>
  );
};

const ProblemLine = ({ problem }: { problem: NonNullable<Import["problem"]> }) => {
  const t = useT();
  const { code, message, line, column } = problem;
  const args: Record<string, string> = line === null ? {} : { line: format.count(line) };
  const ofFile = fieldSentence(t, { pointer: "", code, message, args });
  const ofServer = wordFor(t, "problem.code", code);
  return (
    <p className={css.problem} role="alert">
      {ofServer === code ? ofFile : ofServer} {column}
    </p>
  );
};

const Conflicts = ({ file }: { file: Import }) => {
  const t = useT();
  const shop = useShop();
  const found = useQuery(conflictsQuery(shop.id, file.id));
  const columns: Column<UndoConflict>[] = [
    {
      key: "entity",
      header: t("imports.target"),
      width: "120px",
      cell: (row) => wordFor(t, "imports.entity", row.entity),
    },
    { key: "id", header: t("imports.number"), width: "100px", align: "right", cell: (row) => row.entity_id },
    {
      key: "why",
      header: t("imports.why"),
      width: "minmax(200px, 1fr)",
      cell: (row) => wordFor(t, "imports.kept", row.reason),
    },
  ];
  const rows = found.data?.items ?? [];
  return (
    <Panel flush title={t("imports.keptTitle")}>
      <div style={{ height: Math.min(320, 34 + rows.length * 32), display: "flex" }}>
        <DataTable
          bare
          label={t("imports.keptTitle")}
          rows={rows}
          columns={columns}
          rowKey={(row) => `${row.entity}-${row.entity_id}-${row.field}`}
        />
      </div>
    </Panel>
  );
};

type Act = "plan" | "apply" | "cancel" | "undo";
const calls = { plan: planImport, apply: applyImport, cancel: cancelImport, undo: undoImport };

const useActs = (file: Import | undefined) => {
  const shop = useShop();
  const queries = useQueryClient();
  const failure = useFailure();
  return useMutation({
    mutationFn: (act: Act) => calls[act](shop.id, file?.id ?? 0),
    onSuccess: (next) => queries.setQueryData(["shop", shop.id, "imports", next.id], next),
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "imports"] }),
  });
};

// The live socket tells of progress; this is for when it is lost.
const pollMs = 5000;

type Props = { id: number; onLeave: () => void; onToday: () => void };

/** One file from its upload to its result: map, dry run, confirm, watch, undo. */
export const ImportPage = ({ id, onLeave, onToday }: Props) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const [undoing, setUndoing] = useState(false);
  const [remapping, setRemapping] = useState(false);
  const found = useQuery({
    ...importQuery(shop.id, id),
    refetchInterval: (query) => (isWorking(query.state.data?.state ?? "") ? pollMs : false),
  });
  const file = found.data;
  const acts = useActs(file);
  if (found.isError) return <Failed message={failure(found.error)} />;
  if (file === undefined) return <Skeleton rows={10} />;
  const mapping = file.state === "uploaded" || remapping;
  const act = (what: Act): void => acts.mutate(what);
  const stopped = file.state === "failed" || file.state === "canceled";
  const replannable = stopped && file.written === 0;
  const resumable = stopped && file.written > 0;
  const changes = file.counts.reduce((sum, count) => sum + count.created + count.updated, 0);
  return (
    <Page
      title={file.file_name}
      asOf={
        <>
          {format.bytes(file.size)} · <InstantText value={file.created_at} /> · {file.created_by_name}{" "}
          <Tag tone={file.state === "failed" ? "danger" : file.state === "applied" ? "good" : "neutral"}>
            {wordFor(t, "import.state", file.state)}
          </Tag>
        </>
      }
      actions={
        <Button variant="default" onClick={onLeave}>
          {t("imports.all")}
        </Button>
      }
    >
      <Steps state={file.state} />
      <div className={css.stack}>
        {file.problem !== null && <ProblemLine problem={file.problem} />}
        {mapping && <Mapper key={file.version} file={file} />}
        {isWorking(file.state) && <Working file={file} onCancel={() => act("cancel")} />}
        {!mapping && file.counts.length > 0 && <Counts file={file} />}
        {!mapping && file.state === "planned" && changes === 0 && (
          <Panel>
            <EmptyState
              title={file.rejected > 0 ? t("imports.allRejected") : t("imports.nothingNew")}
              hint={file.rejected > 0 ? t("imports.allRejectedHint") : t("imports.nothingNewHint")}
            />
          </Panel>
        )}
        {resumable && <p className={css.unread}>{t("imports.stoppedHalfway")}</p>}
        {file.conflicts > 0 && <Conflicts file={file} />}
        {!mapping && file.state === "planned" && <Preview key={file.version} file={file} />}
        {!mapping && !isWorking(file.state) && file.rejected > 0 && <Rejections file={file} />}
        {!mapping && !isWorking(file.state) && (
          <div className={css.foot}>
            {(file.state === "planned" || replannable || file.state === "undone") && (
              <Button variant="default" onClick={() => setRemapping(true)}>
                {t("imports.remap")}
              </Button>
            )}
            {(file.state === "applied" || resumable) && (
              <Button variant="default" onClick={() => setUndoing(true)}>
                {t("imports.undo")}
              </Button>
            )}
            {(replannable || file.state === "undone") && (
              <Button variant="default" onClick={() => act("plan")}>
                {t("imports.planAgain")}
              </Button>
            )}
            {resumable && (
              <Button loading={acts.isPending} onClick={() => act("apply")}>
                {t("imports.goOn")}
              </Button>
            )}
            {file.state === "planned" && changes > 0 && (
              <Button loading={acts.isPending} onClick={() => act("apply")}>
                {t("imports.apply")}
              </Button>
            )}
            {file.state === "applied" && <Button onClick={onToday}>{t("imports.toToday")}</Button>}
          </div>
        )}
      </div>
      <Confirm
        opened={undoing}
        onClose={() => setUndoing(false)}
        title={t("imports.undo")}
        message={t("imports.undoMessage", { name: file.file_name })}
        name={{ label: t("imports.typeName"), value: file.file_name }}
        action={t("imports.undo")}
        cancel={t("common.back")}
        onConfirm={() => {
          setUndoing(false);
          act("undo");
        }}
      />
    </Page>
  );
};
