import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addTeam, saveTeam } from "@/api/access";
import type { Team, TeamPatch } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, EmptyState, Panel, Switch, Tag, TextInput, toast } from "@/ui";
import css from "./members.module.css";

/** Groups of members: "the team's" customers are those of all in it. */
export const TeamsPanel = ({ teams }: { teams: Team[] }) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [renaming, setRenaming] = useState<{ team: Team; name: string }>();
  const refetch = () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "teams"] });
  const add = useMutation({
    mutationFn: () => addTeam(shop.id, { name: name.trim() }),
    onSuccess: (team) => {
      setName("");
      toast({ tone: "done", message: t("teams.added", { name: team.name }) });
    },
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
    onSettled: refetch,
  });
  const change = useMutation({
    mutationFn: ({ team, patch }: { team: Team; patch: TeamPatch }) => saveTeam(shop.id, team, patch),
    onSuccess: () => setRenaming(undefined),
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
    onSettled: refetch,
  });
  const editable = may("member.edit");
  return (
    <Panel title={t("teams.title")} className={css.teams} flush>
      {teams.length === 0 && <EmptyState title={t("teams.empty")} hint={t("teams.emptyHint")} />}
      <ul>
        {teams.map((team) => (
          <li key={team.id} className={css.line}>
            {renaming?.team.id === team.id ? (
              <form
                className="row grow"
                onSubmit={(event) => {
                  event.preventDefault();
                  change.mutate({ team, patch: { name: renaming.name.trim() } });
                }}
              >
                <TextInput
                  aria-label={t("teams.name")}
                  value={renaming.name}
                  onChange={(event) => setRenaming({ team, name: event.currentTarget.value })}
                  className="grow"
                  autoFocus
                />
                <Button type="submit" size="compact-xs" disabled={renaming.name.trim() === ""}>
                  {t("teams.save")}
                </Button>
                <Button size="compact-xs" variant="default" onClick={() => setRenaming(undefined)}>
                  {t("common.cancel")}
                </Button>
              </form>
            ) : (
              <>
                <span className="row">
                  <span className="clip">{team.name}</span>
                  <span className="caption nowrap">{t("common.people", { n: String(team.members) })}</span>
                  {!team.active && <Tag>{t("teams.inactive")}</Tag>}
                </span>
                {editable && (
                  <span className="row">
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={t("teams.renameOf", { name: team.name })}
                      onClick={() => setRenaming({ team, name: team.name })}
                    >
                      {t("teams.rename")}
                    </Button>
                    <Switch
                      size="xs"
                      aria-label={t("teams.inUseOf", { name: team.name })}
                      checked={team.active}
                      onChange={(event) =>
                        change.mutate({ team, patch: { active: event.currentTarget.checked } })
                      }
                    />
                  </span>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {editable && (
        <form
          className={css.adder}
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate();
          }}
        >
          <TextInput
            label={t("teams.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
            className="grow"
          />
          <Button type="submit" variant="default" disabled={name.trim() === ""} loading={add.isPending}>
            {t("teams.add")}
          </Button>
        </form>
      )}
    </Panel>
  );
};
