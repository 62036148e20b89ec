import { IconEye } from "@tabler/icons-react";
import { useT } from "@/i18n";
import { Button } from "@/ui";
import css from "./shell.module.css";

/** On every page while somebody looks with another's eyes. */
export const ActingBanner = ({ name, onEnd }: { name: string; onEnd: () => void }) => {
  const t = useT();
  return (
    <div className={css.acting} role="status">
      <IconEye size={16} stroke={1.8} aria-hidden />
      <span>
        <span className="strong">{t("viewAs.banner", { name })}</span> · {t("viewAs.readOnly")}
      </span>
      <Button size="compact-xs" variant="default" onClick={onEnd}>
        {t("viewAs.end")}
      </Button>
    </div>
  );
};
