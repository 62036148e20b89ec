import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deleteSegment, type Segment } from "@/api/segments";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Confirm, Failed, toast } from "@/ui";

/** A segment that no other asks for can go; the refusal names those that do. */
export const DeleteButton = ({ segment, onDeleted }: { segment: Segment; onDeleted: () => void }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteSegment(shop.id, segment),
    onSuccess: async () => {
      toast({ tone: "done", message: t("segments.deleted", { name: segment.name }) });
      onDeleted();
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "segments"], exact: true });
    },
  });
  const close = (): void => {
    setAsking(false);
    remove.reset();
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("segments.delete")}
      </Button>
      <Confirm
        opened={asking}
        onClose={close}
        title={t("segments.delete")}
        message={
          <>
            {t("segments.deleteHint", { name: segment.name })}
            {remove.isError && <Failed message={failure(remove.error)} />}
          </>
        }
        name={{ label: t("segments.typeName"), value: segment.name }}
        action={t("segments.delete")}
        cancel={t("common.cancel")}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
};
