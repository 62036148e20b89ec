import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { rolesQuery, saveRole } from "@/api/access";
import { isStatus } from "@/api/problem";
import { membersQuery } from "@/api/queries";
import type { Role } from "@/api/types";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import {
  Button,
  Checkbox,
  Confirm,
  EmptyState,
  Failed,
  Page,
  Panel,
  Select,
  Skeleton,
  Tag,
  TextInput,
  toast,
  useShortcuts,
} from "@/ui";
import { CopyDialog } from "./copy-dialog";
import { DeleteButton } from "./delete-button";
import { FieldTable } from "./field-table";
import { differences, nearest, withField, withScope, type Difference } from "./matrix";
import { RightsMatrix } from "./rights-matrix";
import css from "./roles.module.css";

type Props = { role: string; tabs: ReactNode; onOpen: (key: string) => void; onLeave: () => void };

/** One role as a table; a preset is read, an own one is changed. */
export const RolePage = ({ role: key, tabs, onOpen, onLeave }: Props) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const roles = useQuery(rolesQuery(shop.id));
  const role = roles.data?.items.find((each) => each.key === key);
  if (roles.data !== undefined && role !== undefined) {
    return (
      <RoleEditor
        key={`${role.key}-${role.version}`}
        role={role}
        roles={roles.data.items}
        tabs={tabs}
        onOpen={onOpen}
        onLeave={onLeave}
      />
    );
  }
  return (
    <Page title={t("nav.settings")} tabs={tabs}>
      {roles.isPending && <Skeleton rows={12} />}
      {roles.isError && <Failed message={failure(roles.error)} />}
      {roles.data !== undefined && (
        <EmptyState
          title={t("roles.gone")}
          hint={t("roles.goneHint")}
          action={<Button onClick={onLeave}>{t("roles.all")}</Button>}
        />
      )}
    </Page>
  );
};

type EditorProps = Omit<Props, "role"> & { role: Role; roles: Role[] };

const RoleEditor = ({ role, roles, tabs, onOpen, onLeave }: EditorProps) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const queries = useQueryClient();
  const presets = roles.filter((each) => each.preset && each.key !== role.key);
  const [draft, setDraft] = useState(role);
  const [compared, setCompared] = useState(role.preset ? "" : (nearest(presets, role)?.key ?? ""));
  const [copying, setCopying] = useState(false);
  const base = roles.find((each) => each.key === compared);
  const editable = !role.preset && may("role.edit");
  const changes = differences(role, draft);
  const signInChanged = draft.needs_second_factor !== role.needs_second_factor;
  const dirty = changes.length > 0 || draft.name.trim() !== role.name || signInChanged;
  const set = (change: Partial<Role>): void => setDraft((now) => ({ ...now, ...change }));

  const refetch = () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "roles"] });
  const save = useMutation({
    mutationFn: (version: number) =>
      saveRole(
        shop.id,
        { key: role.key, version },
        role.preset
          ? { needs_second_factor: draft.needs_second_factor }
          : {
              name: draft.name.trim(),
              needs_second_factor: draft.needs_second_factor,
              grants: draft.grants,
              fields: draft.fields,
            },
      ),
    onSuccess: async (saved) => {
      toast({ tone: "done", message: t("roles.saved", { name: saved.name }) });
      await refetch();
    },
  });
  const trySave = (): void => {
    if (dirty && !save.isPending) save.mutate(role.version);
  };
  useShortcuts((shortcut) => {
    if (shortcut.kind === "save") trySave();
  });
  const conflict = isStatus(save.error, 409) && save.error.code === "version_conflict";

  return (
    <Page
      title={role.name}
      asOf={role.preset ? t("roles.preset") : t("roles.own")}
      tabs={tabs}
      actions={
        <>
          <Button variant="subtle" onClick={onLeave}>
            {t("roles.all")}
          </Button>
          {may("role.create") && (
            <Button variant="default" onClick={() => setCopying(true)}>
              {t("roles.copy")}
            </Button>
          )}
          {may("role.delete") && !role.preset && <DeleteButton role={role} onDeleted={onLeave} />}
          {may("role.edit") && (
            <Button disabled={!dirty} loading={save.isPending} onClick={trySave}>
              {t("roles.save")}
            </Button>
          )}
        </>
      }
    >
      {save.isError && !conflict && <Failed message={failure(save.error, ["/name"])} />}
      <div className={css.layout}>
        <div className={css.stack}>
          {editable && (
            <TextInput
              label={t("roles.name")}
              value={draft.name}
              onChange={(event) => set({ name: event.currentTarget.value })}
              error={fieldMessage(save.error, "/name")}
              maxLength={100}
              style={{ maxWidth: 320 }}
            />
          )}
          {role.preset && <p className="soft">{t("roles.presetHint")}</p>}
          <Panel
            title={t("roles.matrix")}
            aside={<span className="caption">{t("roles.matrixHint")}</span>}
            flush
          >
            <div className={css.scroll}>
              <RightsMatrix
                label={t("roles.matrix")}
                grants={draft.grants}
                {...(base === undefined ? {} : { base: base.grants })}
                {...(editable
                  ? {
                      onScope: (entity, action, scope) =>
                        setDraft((now) => ({ ...now, grants: withScope(now.grants, entity, action, scope) })),
                    }
                  : {})}
              />
            </div>
            <p className={css.legend}>{t("roles.legend")}</p>
          </Panel>
          <Panel
            title={t("roles.fields")}
            aside={<span className="caption">{t("roles.fieldsHint")}</span>}
            flush
          >
            <FieldTable
              fields={draft.fields}
              {...(base === undefined ? {} : { base: base.fields })}
              {...(editable
                ? {
                    onRight: (field, right) =>
                      setDraft((now) => ({ ...now, fields: withField(now.fields, field, right) })),
                  }
                : {})}
            />
          </Panel>
        </div>
        <div className={css.stack}>
          <Panel title={t("roles.signIn")}>
            <Checkbox
              size="xs"
              label={t("roles.needsSecondFactor")}
              checked={draft.needs_second_factor}
              disabled={!may("role.edit")}
              onChange={(event) => set({ needs_second_factor: event.currentTarget.checked })}
            />
          </Panel>
          <UsedBy role={role} />
          <Panel title={t("roles.comparison")}>
            <Select
              aria-label={t("roles.compareWith")}
              placeholder={t("roles.compareWith")}
              clearable
              data={roles
                .filter((each) => each.key !== role.key)
                .map((each) => ({ value: each.key, label: each.name }))}
              value={compared === "" ? null : compared}
              onChange={(chosen) => setCompared(chosen ?? "")}
            />
            {base !== undefined && <Differences list={differences(base, draft)} />}
          </Panel>
        </div>
      </div>
      {copying && (
        <CopyDialog
          roles={roles}
          from={role}
          onClose={() => setCopying(false)}
          onMade={(made) => {
            setCopying(false);
            onOpen(made.key);
          }}
        />
      )}
      <Confirm
        opened={conflict}
        onClose={() => void refetch()}
        title={t("roles.conflict")}
        message={t("roles.conflictHint", { n: String(changes.length) })}
        action={t("roles.takeMine")}
        cancel={t("roles.takeTheirs")}
        onConfirm={() => {
          const current =
            save.error instanceof Error && isStatus(save.error, 409) ? save.error.current : undefined;
          const version = versionOf(current);
          if (version !== undefined) save.mutate(version);
          else void refetch();
        }}
      />
    </Page>
  );
};

const versionOf = (current: unknown): number | undefined =>
  typeof current === "object" &&
  current !== null &&
  "version" in current &&
  typeof current.version === "number"
    ? current.version
    : undefined;

const UsedBy = ({ role }: { role: Role }) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const members = useQuery({ ...membersQuery(shop.id), enabled: may("member.view") });
  const named = members.data?.items.filter((member) => member.roles.includes(role.key)) ?? [];
  return (
    <Panel
      title={t("roles.usedBy")}
      aside={<span className="caption">{t("common.people", { n: String(role.members) })}</span>}
    >
      {role.members === 0 ? (
        <p className="soft">{t("roles.unused")}</p>
      ) : (
        <ul className={css.list}>
          {named.map((member) => (
            <li key={member.id}>
              {member.name} <span className="caption">{member.login}</span>
              {!member.active && <Tag>{t("members.inactive")}</Tag>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};

const Differences = ({ list }: { list: Difference[] }) => {
  const t = useT();
  if (list.length === 0) return <p className="soft">{t("roles.same")}</p>;
  return (
    <ul className={css.list} style={{ marginTop: 8 }} aria-label={t("roles.comparison")}>
      {list.map((one) =>
        one.kind === "grant" ? (
          <li key={`${one.entity}.${one.action}`} className={css.change}>
            <span>
              {wordFor(t, "roles.entity", one.entity)} · {t(`roles.action.${one.action}`)}
            </span>
            <span>
              <span className="soft">{t(`roles.scope.${one.from}`)}</span> →{" "}
              <span className="strong">{t(`roles.scope.${one.to}`)}</span>
            </span>
          </li>
        ) : (
          <li key={one.field} className={css.change}>
            <span>{wordFor(t, "fieldGroup", one.field)}</span>
            <span>
              <span className="soft">{t(`roles.right.${one.from}`)}</span> →{" "}
              <span className="strong">{t(`roles.right.${one.to}`)}</span>
            </span>
          </li>
        ),
      )}
    </ul>
  );
};
