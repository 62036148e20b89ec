import { resetSecondFactor } from "@/api/sign-in";
import { ReasonDialog } from "@/domain/reason-dialog";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";

type Props = { member: { id: number; name: string }; onClose: () => void; onReset: () => void };

/** Takes a member's second factor away. */
export const ResetDialog = ({ member, onClose, onReset }: Props) => {
  const t = useT();
  const shop = useShop();
  return (
    <ReasonDialog
      title={t("memberSignIn.reset")}
      hint={t("memberSignIn.resetMessage", { name: member.name })}
      label={t("memberSignIn.resetReason")}
      placeholder={t("memberSignIn.resetReasonPlaceholder")}
      action={t("memberSignIn.reset")}
      run={(reason) => resetSecondFactor(shop.id, member.id, reason)}
      onDone={onReset}
      onClose={onClose}
    />
  );
};
