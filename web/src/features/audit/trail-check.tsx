import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { checkTrail, trailCheckQuery } from "@/api/audit";
import type { TrailCheck } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { Button, Failed, format, Tag, toast, usePlaces } from "@/ui";
import { faultsOf } from "./faults";
import css from "./audit.module.css";

/** When the trail was last checked against its chain, and a button that checks it now. */
export const CheckTrail = () => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  const last = useQuery(trailCheckQuery(shop.id)).data?.last;
  const check = useMutation({
    mutationFn: () => checkTrail(shop.id),
    onSuccess: (done) => {
      queries.setQueryData(trailCheckQuery(shop.id).queryKey, { last: done });
      if (done.intact) toast({ tone: "done", message: t("audit.check.done") });
    },
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
  });
  return (
    <span className={css.check}>
      {last === null && <span className="caption">{t("audit.check.never")}</span>}
      {last !== null && last !== undefined && <LastCheck check={last} />}
      <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
        {t("audit.check.now")}
      </Button>
    </span>
  );
};

const LastCheck = ({ check }: { check: TrailCheck }) => {
  const t = useT();
  const places = usePlaces();
  const last = check.trails[0]?.last ?? 0;
  return (
    <span className={css.check} title={t("audit.check.by", { name: check.by })}>
      <Tag tone={check.intact ? "good" : "danger"}>
        {t(check.intact ? "audit.check.intact" : "audit.check.bent")}
      </Tag>
      <span className="caption">
        {t("audit.check.upTo", { at: format.instant(check.at, places), n: format.count(last) })}
      </span>
    </span>
  );
};

/** Where the trail was bent, above everything else on the page. */
export const BentTrail = () => {
  const t = useT();
  const shop = useShop();
  const last = useQuery(trailCheckQuery(shop.id)).data?.last;
  if (last === null || last === undefined || last.intact) return null;
  const said = faultsOf(last).map(({ fault, place }) => `${wordFor(t, "audit.fault", fault)} (${place})`);
  return <Failed message={t("audit.check.bentWhere", { where: said.join(t("common.comma")) })} />;
};
