import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isStatus } from "@/api/problem";
import type { Member, Role, Team } from "@/api/types";
import { saveMember } from "@/api/writes";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useMay, useMe, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, MultiSelect, Select, Switch, toast } from "@/ui";
import { useRoleChoices } from "./role-names";

type Props = {
  member: Member;
  roles: Role[];
  teams: Team[];
  onClose: () => void;
  onRights: () => void;
  onSignIn: () => void;
};

/** The roles of a member, her team, and whether she may sign in at all. */
export const MemberDialog = ({ member, roles, teams, onClose, onRights, onSignIn }: Props) => {
  const t = useT();
  const me = useMe();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(member.roles);
  const [team, setTeam] = useState(member.team_id);
  const [active, setActive] = useState(member.active);
  const choices = useRoleChoices(roles, member.roles);
  const refetch = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["shop", shop.id, "members"] }),
      queries.invalidateQueries({ queryKey: ["shop", shop.id, "roles"] }),
      queries.invalidateQueries({ queryKey: ["shop", shop.id, "teams"] }),
    ]);
  const save = useMutation({
    mutationFn: () => saveMember(shop.id, member, { roles: chosen, team_id: team, active }),
    onSuccess: async (saved) => {
      toast({ tone: "done", message: t("members.saved", { name: saved.name }) });
      onClose();
      await refetch();
    },
    onError: (error) => {
      if (isStatus(error, 409)) void refetch();
    },
  });
  return (
    <Dialog opened onClose={onClose} title={member.name}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.isError && <Failed message={failure(save.error, ["/roles", "/team_id"])} />}
        <MultiSelect
          searchable
          hidePickedOptions
          openOnFocus={false}
          label={t("members.roles")}
          description={t("members.rolesHint")}
          data={choices}
          value={chosen}
          onChange={setChosen}
          error={fieldMessage(save.error, "/roles")}
          data-autofocus
        />
        <Select
          label={t("members.team")}
          placeholder={t("members.noTeam")}
          clearable
          data={teams
            .filter((each) => each.active || each.id === member.team_id)
            .map((each) => ({ value: String(each.id), label: each.name }))}
          value={team === null ? null : String(team)}
          onChange={(value) => setTeam(value === null ? null : Number(value))}
          error={fieldMessage(save.error, "/team_id")}
        />
        <Switch
          size="xs"
          label={t("members.active")}
          checked={active}
          disabled={member.id === me.id}
          onChange={(event) => setActive(event.currentTarget.checked)}
        />
        <div className="spread">
          <span className="row">
            {may("role.view") && (
              <Button variant="subtle" onClick={onRights}>
                {t("members.rights")}
              </Button>
            )}
            <Button variant="subtle" onClick={onSignIn}>
              {t("memberSignIn.open")}
            </Button>
          </span>
          <span className="row">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={chosen.length === 0} loading={save.isPending}>
              {t("members.save")}
            </Button>
          </span>
        </div>
      </form>
    </Dialog>
  );
};
