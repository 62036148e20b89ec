import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { rolesQuery, teamsQuery } from "@/api/access";
import { membersQuery } from "@/api/queries";
import type { Member } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, DataTable, EmptyState, Failed, Page, Panel, Skeleton, Tag, type Column } from "@/ui";
import { MemberDialog } from "./member-dialog";
import { NewMemberDialog } from "./new-member-dialog";
import { TeamsPanel } from "./teams-panel";
import { useRoleNames } from "./role-names";
import css from "./members.module.css";

type Props = {
  tabs: ReactNode;
  onRights: (member: Member) => void;
  onSignIn: (member: Member) => void;
};

/** Who works here, with what roles, in which team. */
export const MembersPage = ({ tabs, onRights, onSignIn }: Props) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const members = useQuery(membersQuery(shop.id));
  const teams = useQuery(teamsQuery(shop.id)).data?.items ?? [];
  const roles = useQuery({ ...rolesQuery(shop.id), enabled: may("role.view") }).data?.items ?? [];
  const nameOf = useRoleNames(roles);
  const [editing, setEditing] = useState<Member>();
  const [adding, setAdding] = useState(false);
  const columns: Column<Member>[] = [
    {
      key: "name",
      header: t("members.name"),
      width: "minmax(120px, 1fr)",
      cell: (member) => (
        <span className="row">
          <span className="strong clip">{member.name}</span>
          {!member.active && <Tag>{t("members.inactive")}</Tag>}
        </span>
      ),
    },
    {
      key: "login",
      header: t("signIn.login"),
      width: "minmax(110px, 1.2fr)",
      cell: (member) => member.login,
    },
    {
      key: "roles",
      header: t("members.roles"),
      width: "minmax(120px, 1.2fr)",
      cell: (member) => (
        <span className="row">
          {member.roles.map((role) => (
            <Tag key={role} tone={/^\d+$/.test(role) ? "accent" : "neutral"}>
              {nameOf(role)}
            </Tag>
          ))}
        </span>
      ),
    },
    {
      key: "team",
      header: t("members.team"),
      width: "84px",
      cell: (member) =>
        teams.find((team) => team.id === member.team_id)?.name ?? <span className="faint">–</span>,
    },
    {
      key: "rights",
      header: "",
      width: "92px",
      align: "right",
      cell: (member) =>
        may("role.view") && (
          <button
            type="button"
            className={css.more}
            aria-label={t("members.rightsOf", { name: member.name })}
            onClick={(event) => {
              event.stopPropagation();
              onRights(member);
            }}
          >
            {t("members.rights")}
          </button>
        ),
    },
  ];
  return (
    <Page
      title={t("nav.settings")}
      tabs={tabs}
      mode="fill"
      actions={may("member.create") && <Button onClick={() => setAdding(true)}>{t("members.add")}</Button>}
    >
      <div className={css.columns}>
        <div className={css.table}>
          {members.isPending && (
            <Panel flush>
              <Skeleton rows={8} />
            </Panel>
          )}
          {members.isError && <Failed message={failure(members.error)} />}
          {members.data !== undefined && (
            <DataTable
              label={t("members.title")}
              rows={members.data.items}
              columns={columns}
              rowHeight={40}
              rowKey={(member) => member.id}
              {...(may("member.edit") ? { onOpen: setEditing } : {})}
              onKey={(key, member) => {
                if (key !== "r" || !may("role.view")) return false;
                onRights(member);
                return true;
              }}
              empty={<EmptyState title={t("members.empty")} />}
            />
          )}
        </div>
        <TeamsPanel teams={teams} />
      </div>
      {editing !== undefined && (
        <MemberDialog
          member={editing}
          roles={roles}
          teams={teams}
          onClose={() => setEditing(undefined)}
          onRights={() => onRights(editing)}
          onSignIn={() => onSignIn(editing)}
        />
      )}
      {adding && <NewMemberDialog roles={roles} teams={teams} onClose={() => setAdding(false)} />}
    </Page>
  );
};
