import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { rolesQuery, saveRole } from "@/api/access";
import { networksQuery, saveNetworks } from "@/api/outer-access";
import { sessionsQuery } from "@/api/sign-in";
import type { Role } from "@/api/types";
import { letsIn } from "@/domain/address-block";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Failed, Panel, Select, Skeleton, Textarea, toast } from "@/ui";
import { networksOf, textOf, unreadable, type Network } from "./networks";
import css from "./outer-access.module.css";

/** From where the shop, and the people of one role, may be reached. */
export const NetworksPanel = () => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  const networks = useQuery(networksQuery(shop.id));
  const roles = useQuery(rolesQuery(shop.id)).data?.items ?? [];
  const [roleKey, setRoleKey] = useState<string | null>(null);
  const role = roles.find((each) => each.key === roleKey);
  const refetchRoles = () => queries.invalidateQueries({ queryKey: rolesQuery(shop.id).queryKey });
  return (
    <Panel title={t("networks.title")} flush>
      {networks.isPending && <Skeleton rows={3} />}
      {networks.isError && <Failed message={failure(networks.error)} />}
      {networks.data !== undefined && (
        <NetworksForm
          key={`shop ${textOf(networks.data.networks)}`}
          label={t("networks.shop")}
          kept={networks.data.networks}
          concernsMe
          save={(next) => saveNetworks(shop.id, next)}
          onSaved={() => queries.invalidateQueries({ queryKey: networksQuery(shop.id).queryKey })}
        />
      )}
      {may("role.edit") && (
        <div className={css.form}>
          <Select
            label={t("networks.role")}
            description={t("networks.roleHint")}
            data={roles.map(({ key, name }) => ({ value: key, label: name }))}
            value={roleKey}
            onChange={setRoleKey}
          />
        </div>
      )}
      {role !== undefined && (
        <NetworksForm
          key={`${role.key} ${role.version} ${role.networks.join()}`}
          label={t("networks.of", { name: role.name })}
          kept={role.networks.map((block) => ({ block, note: "" }))}
          concernsMe={shop.roles.includes(role.key)}
          save={(next) => saveRoleNetworks(shop.id, role, next)}
          onSaved={refetchRoles}
        />
      )}
    </Panel>
  );
};

const saveRoleNetworks = (shop: number, role: Role, next: Network[]) =>
  saveRole(shop, role, { networks: next.map(({ block }) => block) });

type FormProps = {
  label: string;
  kept: Network[];
  concernsMe: boolean;
  save: (networks: Network[]) => Promise<unknown>;
  onSaved: () => Promise<void>;
};

const NetworksForm = ({ label, kept, concernsMe, save, onSaved }: FormProps) => {
  const t = useT();
  const failure = useFailure();
  const sessions = useQuery(sessionsQuery).data?.items ?? [];
  const here = sessions.find((session) => session.current)?.address ?? "";
  const [text, setText] = useState(textOf(kept));
  const next = networksOf(text);
  const wrong = unreadable(next);
  const outside =
    concernsMe &&
    wrong.length === 0 &&
    !letsIn(
      next.map(({ block }) => block),
      here,
    );
  const saving = useMutation({
    mutationFn: () => save(next),
    onSuccess: async () => {
      toast({ tone: "done", message: t("networks.saved") });
      await onSaved();
    },
  });
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      {saving.isError && <Failed message={failure(saving.error)} />}
      <Textarea
        label={label}
        description={t("networks.hint", { here })}
        placeholder="192.0.2.0/24"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={wrong.length > 0 ? t("networks.wrong", { blocks: wrong.join(t("common.comma")) }) : undefined}
        rows={4}
        spellCheck={false}
      />
      {outside && (
        <p className={css.warning} role="alert">
          <span aria-hidden="true">▲</span>
          {t("networks.outside", { here })}
        </p>
      )}
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <Button type="submit" disabled={wrong.length > 0 || text === textOf(kept)} loading={saving.isPending}>
          {t("networks.save")}
        </Button>
      </div>
    </form>
  );
};
