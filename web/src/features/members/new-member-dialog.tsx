import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Role, Team } from "@/api/types";
import { addMember } from "@/api/writes";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, MultiSelect, PasswordInput, Select, TextInput, toast } from "@/ui";
import { useRoleChoices } from "./role-names";

type Draft = { name: string; login: string; password: string; roles: string[]; team_id: number | null };
const placed = ["/name", "/login", "/password", "/roles", "/team_id"];

export const NewMemberDialog = ({
  roles,
  teams,
  onClose,
}: {
  roles: Role[];
  teams: Team[];
  onClose: () => void;
}) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({
    name: "",
    login: "",
    password: "",
    roles: ["op"],
    team_id: null,
  });
  const set = (change: Partial<Draft>): void => setDraft((now) => ({ ...now, ...change }));
  const choices = useRoleChoices(roles, draft.roles);
  const add = useMutation({
    mutationFn: () => addMember(shop.id, draft),
    onSuccess: async (member) => {
      toast({ tone: "done", message: t("settings.memberAdded", { name: member.name }) });
      onClose();
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "members"] });
    },
  });
  return (
    <Dialog opened onClose={onClose} title={t("members.add")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        {add.isError && <Failed message={failure(add.error, placed)} />}
        <TextInput
          label={t("members.name")}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={fieldMessage(add.error, "/name")}
          autoComplete="off"
          data-autofocus
        />
        <TextInput
          label={t("signIn.login")}
          value={draft.login}
          onChange={(event) => set({ login: event.currentTarget.value })}
          error={fieldMessage(add.error, "/login")}
          autoComplete="off"
        />
        <PasswordInput
          label={t("signIn.password")}
          description={t("password.lasts")}
          value={draft.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
          error={fieldMessage(add.error, "/password")}
          placeholder={t("setup.passwordHint")}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword"), "aria-hidden": false }}
        />
        <MultiSelect
          searchable
          hidePickedOptions
          label={t("members.roles")}
          description={t("members.rolesHint")}
          data={choices}
          value={draft.roles}
          onChange={(chosen) => set({ roles: chosen })}
          error={fieldMessage(add.error, "/roles")}
        />
        <Select
          label={t("members.team")}
          placeholder={t("members.noTeam")}
          clearable
          data={teams
            .filter((team) => team.active)
            .map((team) => ({ value: String(team.id), label: team.name }))}
          value={draft.team_id === null ? null : String(draft.team_id)}
          onChange={(value) => set({ team_id: value === null ? null : Number(value) })}
          error={fieldMessage(add.error, "/team_id")}
        />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button
            type="submit"
            disabled={
              draft.name === "" || draft.login === "" || draft.password === "" || draft.roles.length === 0
            }
            loading={add.isPending}
          >
            {t("members.add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
