import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { rolesQuery } from "@/api/access";
import type { Role } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, DataTable, Failed, format, Page, Panel, Skeleton, Tag, type Column } from "@/ui";
import { nearest, differences } from "./matrix";
import { CopyDialog } from "./copy-dialog";
import { useState } from "react";

type Props = { tabs: ReactNode; onOpen: (key: string) => void };

/** The presets and the shop's own roles. */
export const RolesPage = ({ tabs, onOpen }: Props) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const roles = useQuery(rolesQuery(shop.id));
  const [copying, setCopying] = useState<Role>();
  const rows = roles.data?.items ?? [];
  const presets = rows.filter((role) => role.preset);
  const columns: Column<Role>[] = [
    {
      key: "name",
      header: t("roles.name"),
      width: "minmax(180px, 1.2fr)",
      cell: (role) => (
        <span className="row">
          <span className="strong clip">{role.name}</span>
          {role.preset ? <Tag>{t("roles.preset")}</Tag> : <Tag tone="accent">{t("roles.own")}</Tag>}
        </span>
      ),
    },
    {
      key: "about",
      header: t("roles.about"),
      width: "minmax(200px, 2fr)",
      cell: (role) => <About role={role} presets={presets} />,
    },
    {
      key: "second",
      header: t("roles.secondFactor"),
      width: "112px",
      cell: (role) =>
        role.needs_second_factor ? (
          <Tag tone="good">{t("roles.required")}</Tag>
        ) : (
          <span className="faint">–</span>
        ),
    },
    {
      key: "members",
      header: t("roles.usedBy"),
      width: "80px",
      align: "right",
      cell: (role) => t("common.people", { n: format.count(role.members) }),
    },
  ];
  return (
    <Page
      title={t("nav.settings")}
      tabs={tabs}
      mode="fill"
      filters={<span className="caption">{t("roles.hint")}</span>}
      actions={
        may("role.create") && (
          <Button
            disabled={presets.length === 0}
            onClick={() => setCopying(presets.find((role) => role.key === "op"))}
          >
            {t("roles.add")}
          </Button>
        )
      }
    >
      {roles.isPending && (
        <Panel flush>
          <Skeleton rows={8} />
        </Panel>
      )}
      {roles.isError && <Failed message={failure(roles.error)} />}
      {roles.data !== undefined && (
        <DataTable
          label={t("roles.title")}
          rows={rows}
          columns={columns}
          rowHeight={40}
          rowKey={(role) => role.key}
          onOpen={(role) => onOpen(role.key)}
        />
      )}
      {copying !== undefined && (
        <CopyDialog
          roles={rows}
          from={copying}
          onClose={() => setCopying(undefined)}
          onMade={(role) => onOpen(role.key)}
        />
      )}
    </Page>
  );
};

const About = ({ role, presets }: { role: Role; presets: Role[] }) => {
  const t = useT();
  if (role.preset)
    return <span className="soft">{t("roles.granted", { n: String(role.grants.length) })}</span>;
  const base = nearest(presets, role);
  if (base === undefined) return null;
  const n = differences(base, role).length;
  return <span className="soft">{t("roles.differsFrom", { name: base.name, n: String(n) })}</span>;
};
