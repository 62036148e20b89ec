import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { membersQuery } from "@/api/queries";
import type { Member } from "@/api/types";
import { addMember, saveMember } from "@/api/writes";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useMe, useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { Button, Failed, Panel, PasswordInput, Select, Skeleton, Switch, TextInput, toast } from "@/ui";
import css from "./settings.module.css";

const empty = { login: "", name: "", role: "operator", password: "" };
const roles = ["owner", "operator"];

export const MembersPanel = () => {
  const t = useT();
  const me = useMe();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const queries = useQueryClient();
  const members = useQuery(membersQuery(shop.id));
  const [draft, setDraft] = useState(empty);
  const refetch = () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "members"] });
  const add = useMutation({
    mutationFn: () => addMember(shop.id, draft),
    onSuccess: async (member) => {
      setDraft(empty);
      toast({ tone: "done", message: t("settings.memberAdded", { name: member.name }) });
      await refetch();
    },
  });
  const change = useMutation({
    mutationFn: ({ member, active }: { member: Member; active: boolean }) =>
      saveMember(shop.id, member, { active }),
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
    onSettled: refetch,
  });
  return (
    <Panel title={t("settings.members")} flush>
      {members.isPending && <Skeleton rows={3} />}
      <ul className={css.list}>
        {members.data?.items.map((member) => (
          <li key={member.id} className={css.line}>
            <span>
              <span className="strong">{member.name}</span> <span className="soft">{member.login}</span>{" "}
              <span className="caption">{wordFor(t, "role", member.role)}</span>
            </span>
            <Switch
              size="xs"
              label={t("settings.active")}
              checked={member.active}
              disabled={member.id === me.id}
              onChange={(event) => change.mutate({ member, active: event.currentTarget.checked })}
            />
          </li>
        ))}
      </ul>
      {add.isError && <Failed message={failure(add.error, ["/name", "/login", "/password"])} />}
      <form
        className={css.adder}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <TextInput
          label={t("customer.name")}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          required
          withAsterisk={false}
          error={fieldMessage(add.error, "/name")}
        />
        <TextInput
          label={t("signIn.login")}
          value={draft.login}
          onChange={(event) => setDraft({ ...draft, login: event.currentTarget.value })}
          required
          withAsterisk={false}
          autoComplete="off"
          error={fieldMessage(add.error, "/login")}
        />
        <PasswordInput
          size="xs"
          label={t("signIn.password")}
          value={draft.password}
          onChange={(event) => setDraft({ ...draft, password: event.currentTarget.value })}
          required
          withAsterisk={false}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword"), "aria-hidden": false }}
          placeholder={t("setup.passwordHint")}
          error={fieldMessage(add.error, "/password")}
        />
        <Select
          label={t("settings.role")}
          data={roles.map((value) => ({ value, label: wordFor(t, "role", value) }))}
          value={draft.role}
          allowDeselect={false}
          onChange={(role) => setDraft({ ...draft, role: role ?? "operator" })}
        />
        <Button type="submit" variant="default" loading={add.isPending}>
          {t("settings.add")}
        </Button>
      </form>
    </Panel>
  );
};
