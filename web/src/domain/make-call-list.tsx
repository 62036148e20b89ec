import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconPhoneOutgoing } from "@tabler/icons-react";
import { useState } from "react";
import { callableTodayQuery } from "@/api/queries";
import type { CallList } from "@/api/types";
import { makeCallList } from "@/api/writes";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, format, NumberInput, Skeleton, toast, usePlaces, useToday } from "@/ui";
import { useFailure } from "./failure";
import { useShop } from "./shop";

type Props = { days: number; disabled: boolean; onMade: (list: CallList) => void };

/** How many of today's people can be called: the first by expected loss become the list. */
const Capacity = ({ days, onMade, onClose }: Omit<Props, "disabled"> & { onClose: () => void }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const places = usePlaces();
  const today = useToday();
  const queries = useQueryClient();
  const found = useQuery(callableTodayQuery(shop.id, days));
  const [wanted, setWanted] = useState<number | string>();
  const all = found.data?.count ?? 0;
  const people = Math.min(Number(wanted ?? all), all);
  const make = useMutation({
    mutationFn: () =>
      makeCallList(shop.id, {
        name: t("today.listName", { day: format.shortDay(today, places.locale, today) }),
        source: { kind: "today", days, most: people },
      }),
    onSuccess: async (list) => {
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "call-lists"] });
      toast({ tone: "done", message: t("today.made", { name: list.name }) });
      onMade(list);
    },
  });
  if (found.isPending) return <Skeleton rows={3} />;
  if (found.isError) return <Failed message={failure(found.error)} />;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (people > 0) make.mutate();
      }}
    >
      {make.isError && <Failed message={failure(make.error)} />}
      <p>
        {t("today.callable", { n: format.count(all) })}
        <span className="caption" style={{ display: "block" }}>
          {t("today.callableNote")}
        </span>
      </p>
      {all > 0 && (
        <NumberInput
          data-autofocus
          size="xs"
          label={t("today.capacity")}
          description={t("today.capacityHint")}
          value={wanted ?? all}
          onChange={setWanted}
          min={1}
          max={all}
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator=","
          clampBehavior="strict"
        />
      )}
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        {all > 0 && (
          <Button type="submit" disabled={people === 0} loading={make.isPending}>
            {t("today.makeOf", { n: format.count(people) })}
          </Button>
        )}
      </div>
    </form>
  );
};

/** The button that makes a call list of today's people, and asks first how many can be called. */
export const MakeCallList = ({ days, disabled, onMade }: Props) => {
  const t = useT();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        leftSection={<IconPhoneOutgoing size={15} />}
        onClick={() => setAsking(true)}
        disabled={disabled}
      >
        {t("today.start")}
      </Button>
      {asking && (
        <Dialog opened onClose={() => setAsking(false)} title={t("today.start")} size={420}>
          <Capacity days={days} onMade={onMade} onClose={() => setAsking(false)} />
        </Dialog>
      )}
    </>
  );
};
