import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Settings } from "@/api/types";
import { useT } from "@/i18n";
import { ActionIcon, Button, DateText, Select, TextInput } from "@/ui";
import css from "./settings.module.css";

type SpecialDay = Settings["exceptions"][number];

const kinds = ["closed", "open"] as const;

/** Days that are open or closed against the rule of the week; kept with the settings' form. */
export const SpecialDays = ({
  days,
  onChange,
}: {
  days: SpecialDay[];
  onChange: (days: SpecialDay[]) => void;
}) => {
  const t = useT();
  const [day, setDay] = useState("");
  const [kind, setKind] = useState<string>("closed");
  const add = (): void => {
    const others = days.filter((each) => each.day !== day);
    onChange([...others, { day, open: kind === "open" }].sort((a, b) => a.day.localeCompare(b.day)));
    setDay("");
  };
  return (
    <div className={css.wide} role="group" aria-label={t("settings.exceptions")}>
      <div className="caption">{t("settings.exceptions")}</div>
      <div className="caption">{t("settings.exceptionsHint")}</div>
      <ul className={css.specialDays}>
        {days.map((each) => (
          <li key={each.day} className="row">
            <DateText value={each.day} /> {each.open ? t("settings.open") : t("settings.closed")}
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={t("settings.remove", { day: each.day })}
              onClick={() => onChange(days.filter((other) => other.day !== each.day))}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div className="row">
        <TextInput
          type="date"
          aria-label={t("settings.exceptionDay")}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Select
          aria-label={t("settings.exceptionKind")}
          data={kinds.map((value) => ({ value, label: t(`settings.${value}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(next) => setKind(next ?? "closed")}
          style={{ width: 84 }}
        />
        <Button variant="default" disabled={day === ""} onClick={add}>
          {t("settings.add")}
        </Button>
      </div>
    </div>
  );
};
