import { IconKey } from "@tabler/icons-react";
import { useT } from "@/i18n";
import { Button, format, usePlaces } from "@/ui";
import css from "./shell.module.css";

/** On every page as long as the password is one that somebody else made. */
export const PasswordBanner = ({ until, onPassword }: { until: string; onPassword: () => void }) => {
  const t = useT();
  const places = usePlaces();
  return (
    <div className={css.notice} role="status">
      <IconKey size={16} stroke={1.8} aria-hidden />
      <span>{t("password.until", { at: format.instant(until, places) })}</span>
      <Button size="compact-xs" variant="default" onClick={onPassword}>
        {t("password.title")}
      </Button>
    </div>
  );
};
