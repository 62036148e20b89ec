import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { segmentCountQuery, type SegmentCount } from "@/api/segments";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { format, LiveNumber, Panel, useDebouncedValue, usePlaces } from "@/ui";
import css from "./segments.module.css";
import { conditionOf, isComplete, type Group } from "@/domain/condition/tree";

const pauseMs = 350;

/** How the count of a condition stands. `of` is the tree that the server has judged. */
export type Counting =
  | { kind: "incomplete" }
  | { kind: "counting"; last: SegmentCount | undefined }
  | { kind: "counted"; of: Group; count: SegmentCount }
  | { kind: "refused"; of: Group; error: Error };

/** Counts a condition anew when it has rested for a moment. */
export const useCounting = (root: Group): Counting => {
  const shop = useShop();
  const [rested] = useDebouncedValue(root, pauseMs);
  const complete = isComplete(root);
  const asked = isComplete(rested) ? conditionOf(rested) : undefined;
  const found = useQuery({
    ...segmentCountQuery(shop.id, asked),
    placeholderData: keepPreviousData,
  });
  if (!complete) return { kind: "incomplete" };
  if (rested !== root || found.isPlaceholderData || found.isPending)
    return { kind: "counting", last: found.data };
  if (found.isError) return { kind: "refused", of: rested, error: found.error };
  return { kind: "counted", of: rested, count: found.data };
};

const Counted = ({ count, fresh }: { count: SegmentCount; fresh: boolean }) => {
  const t = useT();
  const places = usePlaces();
  const share = count.customers === 0 ? null : count.count / count.customers;
  return (
    <div aria-live="polite" aria-busy={!fresh}>
      <p className={css.number}>
        <LiveNumber value={count.count}>{t("common.people", { n: format.count(count.count) })}</LiveNumber>
      </p>
      <p className="caption">
        {t("segments.countOf", { n: format.count(count.customers), share: format.percent(share) })}
      </p>
      <p className="caption">
        {fresh
          ? t("segments.countBasis", {
              day: format.day(count.as_of, places.locale),
              ms: count.computed_ms.toFixed(count.computed_ms < 10 ? 1 : 0),
            })
          : t("segments.counting")}
      </p>
    </div>
  );
};

/** How many fulfil the condition as it stands. */
export const CountPanel = ({ counting, refusal }: { counting: Counting; refusal: string | undefined }) => {
  const t = useT();
  return (
    <Panel title={t("segments.count")}>
      {counting.kind === "incomplete" && <p className="caption">{t("segments.incomplete")}</p>}
      {counting.kind === "counting" &&
        (counting.last === undefined ? (
          <p className="caption">{t("segments.counting")}</p>
        ) : (
          <Counted count={counting.last} fresh={false} />
        ))}
      {counting.kind === "counted" && <Counted count={counting.count} fresh />}
      {counting.kind === "refused" && (
        <p className={css.fault} role="alert">
          {refusal}
        </p>
      )}
    </Panel>
  );
};
