import { IconPencil } from "@tabler/icons-react";
import type { RoleField } from "@/api/types";
import { fieldGroups, fieldRightOf, fieldRights, type FieldGroup, type FieldRight } from "@/domain/rights";
import { useT } from "@/i18n";
import { SegmentedControl, Tag } from "@/ui";
import css from "./roles.module.css";

type Props = {
  fields: RoleField[];
  base?: RoleField[];
  onRight?: (field: FieldGroup, right: FieldRight) => void;
};

/** Kinds of personal values × how much of each, with what it will look like. */
export const FieldTable = ({ fields, base, onRight }: Props) => {
  const t = useT();
  return (
    <table className={css.fields}>
      <thead>
        <tr>
          <th scope="col">{t("roles.field")}</th>
          <th scope="col">{t("roles.fieldRight")}</th>
          <th scope="col">{t("roles.example")}</th>
        </tr>
      </thead>
      <tbody>
        {fieldGroups.map((field) => {
          const right = fieldRightOf(fields, field);
          const before = base === undefined ? right : fieldRightOf(base, field);
          return (
            <tr key={field} data-differs={before !== right}>
              <th scope="row">{t(`fieldGroup.${field}`)}</th>
              <td>
                {onRight === undefined ? (
                  <Tag tone={right === "hidden" ? "neutral" : right === "masked" ? "warning" : "accent"}>
                    {t(`roles.right.${right}`)}
                  </Tag>
                ) : (
                  <SegmentedControl
                    size="xs"
                    aria-label={t(`fieldGroup.${field}`)}
                    value={right}
                    onChange={(value) => onRight(field, value)}
                    data={fieldRights.map((value) => ({ value, label: t(`roles.right.${value}`) }))}
                  />
                )}
              </td>
              <td className={css.example} data-right={right}>
                <Example field={field} right={right} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const Example = ({ field, right }: { field: FieldGroup; right: FieldRight }) => {
  const t = useT();
  if (right === "hidden") return <span className="faint">{t("roles.exampleHidden")}</span>;
  if (right === "masked") return t(`roles.masked.${field}`);
  return (
    <>
      {t(`roles.plain.${field}`)}
      {right === "edit" && <IconPencil size={13} stroke={1.6} aria-label={t("roles.right.edit")} />}
    </>
  );
};
