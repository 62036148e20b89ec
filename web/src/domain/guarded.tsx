import { IconEyeOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useT } from "@/i18n";
import { Tooltip } from "@/ui";
import css from "./marks.module.css";
import type { FieldGroup } from "./rights";
import { useFieldRight } from "./shop";

type Props = {
  field: FieldGroup;
  /** What the server let through: whole, masked, or nothing. */
  value: string;
  /** How it looks when it may be read in full: a link, a sentence. */
  children: ReactNode;
};

/** A personal value as far as its reader may see it, with the reason where it is less than all. */
export const Guarded = ({ field, value, children }: Props) => {
  const t = useT();
  const right = useFieldRight()(field);
  if (right === "read" || right === "edit") return children;
  if (right === "masked" && value === "") return null;
  const name = t(`fieldGroup.${field}`);
  const hint = t(right === "masked" ? "guarded.masked" : "guarded.hidden", { field: name });
  return (
    <Tooltip label={hint}>
      <span className={css.guarded} tabIndex={0}>
        <IconEyeOff size={13} stroke={1.6} aria-hidden />
        {right === "masked" ? value : t("guarded.none", { field: name })}
        <span className="hidden-but-read">{hint}</span>
      </span>
    </Tooltip>
  );
};
