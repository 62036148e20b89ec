import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { purge, retentionRulesQuery, saveRetention } from "@/api/privacy";
import { isStatus } from "@/api/problem";
import type { Purge, RetentionRules } from "@/api/types";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { labelOf } from "@/domain/words";
import { useLanguage, useT, wordFor } from "@/i18n";
import {
  Button,
  Checkbox,
  Confirm,
  Failed,
  format,
  InstantText,
  NumberInput,
  Panel,
  Skeleton,
  toast,
} from "@/ui";
import css from "./privacy.module.css";

/** How long each kind of thing is kept; what would go is shown before anything does. */
export const RetentionPanel = () => {
  const shop = useShop();
  const failure = useFailure();
  const rules = useQuery(retentionRulesQuery(shop.id));
  if (rules.isPending) return <Skeleton rows={6} />;
  if (rules.isError) return <Failed message={failure(rules.error)} />;
  return (
    <div className={css.columns}>
      <RulesForm key={rules.data.version} stored={rules.data} />
      <PurgePanel />
    </div>
  );
};

const RulesForm = ({ stored }: { stored: RetentionRules }) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const language = useLanguage();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const queries = useQueryClient();
  const [rules, setRules] = useState(stored.rules);
  const set = (kind: string, days: number | null): void =>
    setRules((now) => now.map((rule) => (rule.kind === kind ? { ...rule, days } : rule)));
  const changed = rules.filter((rule, at) => rule.days !== stored.rules[at]?.days);
  const refetch = () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "privacy"] });
  const save = useMutation({
    mutationFn: () =>
      saveRetention(
        shop.id,
        stored.version,
        changed.map(({ kind, days }) => ({ kind, days })),
      ),
    onSuccess: async () => {
      toast({ tone: "done", message: t("retention.saved") });
      await refetch();
    },
    onError: async (error) => {
      if (!isStatus(error, 409)) return;
      toast({ tone: "failed", message: failure(error) });
      await refetch();
    },
  });
  const editable = may("privacy.edit");
  return (
    <Panel title={t("retention.title")} aside={<span className="caption">{t("retention.hint")}</span>} flush>
      {save.isError && (
        <Failed
          message={failure(
            save.error,
            changed.map((_, at) => `/rules/${at}/days`),
          )}
        />
      )}
      <ul>
        {rules.map((rule) => {
          const at = changed.findIndex((each) => each.kind === rule.kind);
          return (
            <li key={rule.kind} className={css.rule}>
              <span>
                {labelOf(rule, language)}
                <span className="caption">
                  {" "}
                  {rule.default_days === null
                    ? t("retention.defaultForever")
                    : t("retention.default", { n: format.count(rule.default_days) })}
                </span>
              </span>
              <NumberInput
                aria-label={t("retention.daysOf", { name: labelOf(rule, language) })}
                value={rule.days ?? ""}
                min={rule.min_days}
                max={36_500}
                clampBehavior="none"
                hideControls
                suffix={t("retention.days")}
                placeholder={t("retention.forever")}
                disabled={!editable || rule.days === null}
                error={at < 0 ? undefined : fieldMessage(save.error, `/rules/${at}/days`)}
                onChange={(days) => typeof days === "number" && set(rule.kind, days)}
                style={{ width: 130 }}
              />
              <Checkbox
                size="xs"
                label={t("retention.forever")}
                aria-label={t("retention.foreverOf", { name: labelOf(rule, language) })}
                checked={rule.days === null}
                disabled={!editable}
                onChange={(event) =>
                  set(rule.kind, event.currentTarget.checked ? null : (rule.default_days ?? rule.min_days))
                }
              />
            </li>
          );
        })}
      </ul>
      {editable && (
        <div className={css.foot}>
          <Button disabled={changed.length === 0} loading={save.isPending} onClick={() => save.mutate()}>
            {t("retention.save")}
          </Button>
        </div>
      )}
    </Panel>
  );
};

const PurgePanel = () => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const [planned, setPlanned] = useState<Purge>();
  const [asking, setAsking] = useState(false);
  const plan = useMutation({ mutationFn: () => purge(shop.id, true), onSuccess: setPlanned });
  const run = useMutation({
    mutationFn: () => purge(shop.id, false),
    onSuccess: (done) => {
      setPlanned(done);
      toast({ tone: "done", message: t("purge.done") });
    },
  });
  const total = planned?.counts.reduce((sum, each) => sum + each.rows, 0) ?? 0;
  if (!may("privacy.delete")) return null;
  return (
    <Panel
      title={t("purge.title")}
      aside={
        <Button variant="default" loading={plan.isPending} onClick={() => plan.mutate()}>
          {t("purge.plan")}
        </Button>
      }
      flush
    >
      {plan.isError && <Failed message={failure(plan.error)} />}
      {run.isError && <Failed message={failure(run.error)} />}
      {planned === undefined ? (
        <p className={css.hint}>{t("purge.hint")}</p>
      ) : (
        <>
          <table className={css.table}>
            <caption>
              {planned.dry_run ? t("purge.dryRun") : t("purge.ran")} <InstantText value={planned.at} />
            </caption>
            <thead>
              <tr>
                <th scope="col">{t("purge.kind")}</th>
                <th scope="col">{t("purge.before")}</th>
                <th scope="col">{t("purge.oldest")}</th>
                <th scope="col" className="num">
                  {t("purge.rows")}
                </th>
              </tr>
            </thead>
            <tbody>
              {planned.counts.map((each) => (
                <tr key={each.kind}>
                  <th scope="row">{wordFor(t, "purge.kinds", each.kind)}</th>
                  <td>
                    {each.before === null ? t("retention.forever") : <InstantText value={each.before} />}
                  </td>
                  <td>
                    <InstantText value={each.oldest} />
                  </td>
                  <td className="num strong">{format.count(each.rows)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {planned.dry_run && total > 0 && (
            <div className={css.foot}>
              <Button color="red" variant="outline" loading={run.isPending} onClick={() => setAsking(true)}>
                {t("purge.run", { n: format.count(total) })}
              </Button>
            </div>
          )}
        </>
      )}
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("purge.title")}
        message={t("purge.message", { n: format.count(total) })}
        name={{ label: t("purge.typeCount"), value: String(total) }}
        action={t("purge.run", { n: format.count(total) })}
        cancel={t("common.cancel")}
        onConfirm={() => {
          setAsking(false);
          run.mutate();
        }}
      />
    </Panel>
  );
};
