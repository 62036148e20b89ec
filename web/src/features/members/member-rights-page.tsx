import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { memberRightsQuery, rolesQuery } from "@/api/access";
import type { EffectiveRights } from "@/api/types";
import { isWhole } from "@/domain/pairs";
import { useFailure } from "@/domain/failure";
import { useMay, useMe, useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { Button, Failed, Page, Panel, Skeleton, Switch, Tag } from "@/ui";
import { useRoleNames } from "./role-names";
import { ViewAsDialog } from "./view-as-dialog";
import css from "./members.module.css";

type Props = { id: number; tabs: ReactNode; onLeave: () => void; onViewing: () => void };

/** What this person may do, and which of her roles gives it. */
export const MemberRightsPage = ({ id, tabs, onLeave, onViewing }: Props) => {
  const t = useT();
  const me = useMe();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const rights = useQuery(memberRightsQuery(shop.id, id));
  const roles = useQuery({ ...rolesQuery(shop.id), enabled: may("role.view") }).data?.items ?? [];
  const nameOf = useRoleNames(roles);
  const [all, setAll] = useState(false);
  const [viewing, setViewing] = useState(false);
  const member = rights.data?.member;
  return (
    <Page
      title={member === undefined ? t("members.rights") : t("members.rightsOf", { name: member.name })}
      asOf={member?.roles.map(nameOf).join(t("common.comma"))}
      tabs={tabs}
      filters={
        <Switch
          size="xs"
          label={t("rights.showDenied")}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      }
      actions={
        <>
          <Button variant="subtle" onClick={onLeave}>
            {t("members.all")}
          </Button>
          {may("role.edit") && member !== undefined && member.id !== me.id && (
            <Button variant="default" disabled={!member.active} onClick={() => setViewing(true)}>
              {t("viewAs.action")}
            </Button>
          )}
        </>
      }
    >
      {rights.isPending && <Skeleton rows={12} />}
      {rights.isError && <Failed message={failure(rights.error)} />}
      {rights.data !== undefined && (
        <div className={css.rights}>
          <Grants rights={rights.data} all={all} nameOf={nameOf} />
          <Fields rights={rights.data} nameOf={nameOf} />
        </div>
      )}
      {viewing && member !== undefined && (
        <ViewAsDialog member={member} onClose={() => setViewing(false)} onViewing={onViewing} />
      )}
    </Page>
  );
};

type ListProps = { rights: EffectiveRights; nameOf: (key: string) => string };

const Grants = ({ rights, all, nameOf }: ListProps & { all: boolean }) => {
  const t = useT();
  const shown = rights.grants.filter((grant) => all || grant.scope !== "none");
  return (
    <Panel title={t("rights.actions")} flush>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("roles.thing")}</th>
            <th scope="col">{t("rights.action")}</th>
            <th scope="col">{t("rights.scope")}</th>
            <th scope="col">{t("rights.because")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((grant, at) => (
            <tr key={`${grant.entity}.${grant.action}`} className={grant.scope === "none" ? css.no : ""}>
              <th scope="row">
                <span className={shown[at - 1]?.entity === grant.entity ? "hidden-but-read" : ""}>
                  {wordFor(t, "roles.entity", grant.entity)}
                </span>
              </th>
              <td>{wordFor(t, "roles.action", grant.action)}</td>
              <td>
                {grant.scope === "none" ? (
                  t("roles.scope.none")
                ) : (
                  <Tag tone={grant.scope === "all" ? "accent" : grant.scope === "team" ? "info" : "neutral"}>
                    {isWhole(grant.entity, grant.action)
                      ? t("roles.whole")
                      : wordFor(t, "roles.scope", grant.scope)}
                  </Tag>
                )}
              </td>
              <td>
                {grant.roles.length === 0
                  ? t("rights.noRole")
                  : t("rights.from", { roles: grant.roles.map(nameOf).join(t("common.comma")) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
};

const Fields = ({ rights, nameOf }: ListProps) => {
  const t = useT();
  return (
    <Panel title={t("roles.fields")} flush>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("roles.field")}</th>
            <th scope="col">{t("roles.fieldRight")}</th>
            <th scope="col">{t("rights.because")}</th>
          </tr>
        </thead>
        <tbody>
          {rights.fields.map((field) => (
            <tr key={field.field}>
              <th scope="row">{wordFor(t, "fieldGroup", field.field)}</th>
              <td>
                <Tag
                  tone={
                    field.right === "hidden" ? "neutral" : field.right === "masked" ? "warning" : "accent"
                  }
                >
                  {wordFor(t, "roles.right", field.right)}
                </Tag>
              </td>
              <td>
                {field.roles.length === 0
                  ? t("rights.noRole")
                  : t("rights.from", { roles: field.roles.map(nameOf).join(t("common.comma")) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
};
