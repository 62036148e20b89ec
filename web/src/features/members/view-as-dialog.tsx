import { viewAs } from "@/api/access";
import type { Member } from "@/api/types";
import { ReasonDialog } from "@/domain/reason-dialog";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";

type Props = { member: Member; onClose: () => void; onViewing: () => void };

/** Looking with another's eyes. */
export const ViewAsDialog = ({ member, onClose, onViewing }: Props) => {
  const t = useT();
  const shop = useShop();
  return (
    <ReasonDialog
      title={t("viewAs.title", { name: member.name })}
      hint={t("viewAs.hint")}
      label={t("viewAs.reason")}
      placeholder={t("viewAs.reasonPlaceholder")}
      action={t("viewAs.begin")}
      run={(reason) => viewAs(shop.id, member.id, reason)}
      onDone={onViewing}
      onClose={onClose}
    />
  );
};
