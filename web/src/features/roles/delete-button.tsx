import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deleteRole } from "@/api/access";
import type { Role } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Confirm, toast, Tooltip } from "@/ui";

/** A role that nobody has can go. */
export const DeleteButton = ({ role, onDeleted }: { role: Role; onDeleted: () => void }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteRole(shop.id, role.key),
    onSuccess: async () => {
      toast({ tone: "done", message: t("roles.deleted", { name: role.name }) });
      onDeleted();
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "roles"] });
    },
    onError: (error) => {
      setAsking(false);
      toast({ tone: "failed", message: failure(error) });
    },
  });
  return (
    <>
      <Tooltip label={t("roles.deleteUsed")} disabled={role.members === 0}>
        <Button variant="default" disabled={role.members > 0} onClick={() => setAsking(true)}>
          {t("roles.delete")}
        </Button>
      </Tooltip>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("roles.delete")}
        message={t("roles.deleteHint", { name: role.name })}
        name={{ label: t("roles.typeName"), value: role.name }}
        action={t("roles.delete")}
        cancel={t("common.cancel")}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
};
