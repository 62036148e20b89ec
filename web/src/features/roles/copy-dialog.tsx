import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addRole } from "@/api/access";
import type { Role } from "@/api/types";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, Select, TextInput, toast } from "@/ui";

type Props = { roles: Role[]; from: Role; onClose: () => void; onMade: (role: Role) => void };

/** A role of the shop's own begins as a copy of another. */
export const CopyDialog = ({ roles, from, onClose, onMade }: Props) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const queries = useQueryClient();
  const [base, setBase] = useState(from);
  const [name, setName] = useState("");
  const make = useMutation({
    mutationFn: () =>
      addRole(shop.id, {
        name: name.trim(),
        needs_second_factor: base.needs_second_factor,
        grants: base.grants,
        fields: base.fields,
      }),
    onSuccess: async (role) => {
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "roles"] });
      toast({ tone: "done", message: t("roles.made", { name: role.name }) });
      onMade(role);
    },
  });
  return (
    <Dialog opened onClose={onClose} title={t("roles.add")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        {make.isError && <Failed message={failure(make.error, ["/name"])} />}
        <TextInput
          label={t("roles.name")}
          placeholder={t("roles.namePlaceholder")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldMessage(make.error, "/name")}
          maxLength={100}
          data-autofocus
        />
        <Select
          label={t("roles.copyOf")}
          description={t("roles.copyHint")}
          data={roles.map((role) => ({ value: role.key, label: role.name }))}
          value={base.key}
          allowDeselect={false}
          onChange={(key) => setBase(roles.find((role) => role.key === key) ?? base)}
        />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" disabled={name.trim() === ""} loading={make.isPending}>
            {t("roles.make")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
