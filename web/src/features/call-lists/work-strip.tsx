import { useQuery } from "@tanstack/react-query";
import { callListItemQuery, callListQuery } from "@/api/queries";
import { useMe, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Keys, useShortcuts } from "@/ui";
import css from "./call-lists.module.css";
import { Progress } from "./progress";

type Props = {
  listId: number;
  itemId: number | null;
  busy: boolean;
  onNext: () => void;
  onList: () => void;
};

/** Above the desk while a list is worked off: which list, how far it is, and the way onward. */
export const WorkStrip = ({ listId, itemId, busy, onNext, onList }: Props) => {
  const t = useT();
  const shop = useShop();
  const me = useMe();
  const list = useQuery(callListQuery(shop.id, listId)).data;
  const item = useQuery(callListItemQuery(shop.id, itemId ?? 0)).data;
  const colleague =
    item !== undefined && item.assigned_to !== null && item.assigned_to !== me.id ? item.assigned_name : "";
  useShortcuts((shortcut) => {
    if (shortcut.kind === "next" && !busy) onNext();
  });
  return (
    <section className={css.strip} aria-label={t("nav.callLists")}>
      <button type="button" className={css.stripName} onClick={onList}>
        {list?.name ?? t("nav.callLists")}
      </button>
      {list !== undefined && <Progress list={list} />}
      <span className="grow" />
      {colleague !== "" && (
        <span className="warning strong nowrap">◆ {t("callList.colleagues", { name: colleague })}</span>
      )}
      <Button variant="default" size="compact-xs" loading={busy} onClick={onNext}>
        {t("callList.skipTo")}&nbsp;
        <Keys keys={["n"]} />
      </Button>
    </section>
  );
};
