import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { teamsQuery } from "@/api/access";
import { isStatus } from "@/api/problem";
import { membersQuery } from "@/api/queries";
import type { Customer } from "@/api/types";
import { saveCustomer } from "@/api/writes";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, Select, toast } from "@/ui";
import css from "./customers.module.css";

/** The person and the team in charge of a customer; changed by whoever may. */
export const InCharge = ({ customer }: { customer: Customer }) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const [editing, setEditing] = useState(false);
  const named = may("member.view");
  const members = useQuery({ ...membersQuery(shop.id), enabled: named }).data?.items ?? [];
  const teams = useQuery({ ...teamsQuery(shop.id), enabled: named }).data?.items ?? [];
  const owner = members.find((member) => member.id === customer.owner_id)?.name;
  const team = teams.find((each) => each.id === customer.team_id)?.name;
  const words = [owner, team].filter((word) => word !== undefined).join(" · ");
  const nobody = customer.owner_id === null && customer.team_id === null;
  if (!named) return null;
  const text = (
    <>
      <span className="caption">{t("inCharge.title")}</span>{" "}
      {nobody ? <span className="faint">{t("inCharge.nobody")}</span> : words}
    </>
  );
  if (!may("customer.assign")) return <span>{text}</span>;
  return (
    <>
      <button
        type="button"
        className={css.charge}
        onClick={() => setEditing(true)}
        title={t("inCharge.change")}
      >
        {text}
      </button>
      {editing && (
        <ChargeDialog
          customer={customer}
          people={members
            .filter((member) => member.active || member.id === customer.owner_id)
            .map((member) => ({ value: String(member.id), label: member.name }))}
          teams={teams
            .filter((each) => each.active || each.id === customer.team_id)
            .map((each) => ({ value: String(each.id), label: each.name }))}
          onClose={() => setEditing(false)}
        />
      )}
    </>
  );
};

type Option = { value: string; label: string };
type Props = { customer: Customer; people: Option[]; teams: Option[]; onClose: () => void };

const valueOf = (id: number | null): string | null => (id === null ? null : String(id));
const idOf = (value: string | null): number | null => (value === null ? null : Number(value));

const ChargeDialog = ({ customer, people, teams, onClose }: Props) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const queries = useQueryClient();
  const [owner, setOwner] = useState(customer.owner_id);
  const [team, setTeam] = useState(customer.team_id);
  const refetch = () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "customer", customer.id] });
  const save = useMutation({
    mutationFn: () => saveCustomer(shop.id, customer, { owner_id: owner, team_id: team }),
    onSuccess: async () => {
      toast({ tone: "done", message: t("inCharge.saved") });
      onClose();
      await refetch();
    },
    onError: (error) => {
      if (isStatus(error, 409)) void refetch();
    },
  });
  return (
    <Dialog opened onClose={onClose} title={t("inCharge.change")} size={420}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <p className="soft">{t("inCharge.hint")}</p>
        {save.isError && <Failed message={failure(save.error, ["/owner_id", "/team_id"])} />}
        <Select
          label={t("inCharge.owner")}
          placeholder={t("inCharge.nobody")}
          data={people}
          value={valueOf(owner)}
          onChange={(value) => setOwner(idOf(value))}
          error={fieldMessage(save.error, "/owner_id")}
          clearable
          searchable
          data-autofocus
        />
        <Select
          label={t("inCharge.team")}
          placeholder={t("members.noTeam")}
          data={teams}
          value={valueOf(team)}
          onChange={(value) => setTeam(idOf(value))}
          error={fieldMessage(save.error, "/team_id")}
          clearable
        />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t("inCharge.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
