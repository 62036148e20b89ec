import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { eraseCustomer, erasurePreviewQuery } from "@/api/privacy";
import type { ErasurePreview } from "@/api/types";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { Button, Dialog, Failed, format, Skeleton, Textarea, TextInput, toast } from "@/ui";
import css from "./privacy.module.css";

type Props = { customer: { id: number; name: string }; onClose: () => void };

/** Forgets a person, after showing what goes and what stays, on typing her name and saying why. */
export const ErasureDialog = ({ customer, onClose }: Props) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const preview = useQuery(erasurePreviewQuery(shop.id, customer.id));
  return (
    <Dialog opened onClose={onClose} title={t("erasure.title", { name: customer.name })} size={640}>
      <div className="stack">
        {preview.isPending && <Skeleton rows={5} />}
        {preview.isError && <Failed message={failure(preview.error)} />}
        {preview.data !== undefined && (
          <>
            <p>{t("erasure.hint")}</p>
            <div className={css.halves}>
              <Rows title={t("erasure.removed")} rows={preview.data.removed} />
              <Rows title={t("erasure.kept")} rows={preview.data.kept} />
            </div>
            <p className="caption">{t("erasure.tombstones", { n: String(preview.data.tombstones) })}</p>
            {preview.data.obstacles.length > 0 ? (
              <ul className={css.obstacles}>
                {preview.data.obstacles.map((one) => (
                  <li key={`${one.code}-${one.number}`}>
                    ▲ {wordFor(t, "erasure.obstacle", one.code, { number: String(one.number) })}
                  </li>
                ))}
              </ul>
            ) : (
              <EraseForm customer={customer} preview={preview.data} onClose={onClose} />
            )}
          </>
        )}
      </div>
    </Dialog>
  );
};

const Rows = ({ title, rows }: { title: string; rows: { table: string; rows: number }[] }) => {
  const t = useT();
  return (
    <section>
      <h3>{title}</h3>
      <ul className={css.counts}>
        {rows.map((row) => (
          <li key={row.table}>
            <span>{wordFor(t, "erasure.table", row.table)}</span>
            <span className="num">{format.count(row.rows)}</span>
          </li>
        ))}
        {rows.length === 0 && <li className="faint">{t("erasure.nothing")}</li>}
      </ul>
    </section>
  );
};

const EraseForm = ({ customer, preview, onClose }: Props & { preview: ErasurePreview }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const erase = useMutation({
    mutationFn: () => eraseCustomer(shop.id, preview, reason.trim()),
    onSuccess: async (done) => {
      toast({
        tone: "done",
        message: t(done.storage === "clean" ? "erasure.done" : "erasure.donePending"),
      });
      onClose();
      await queries.invalidateQueries({ queryKey: ["shop", shop.id] });
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        erase.mutate();
      }}
    >
      {erase.isError && <Failed message={failure(erase.error, ["/reason"])} />}
      <Textarea
        label={t("erasure.reason")}
        description={t("erasure.reasonHint")}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={fieldMessage(erase.error, "/reason")}
        maxLength={200}
        rows={2}
        data-autofocus
      />
      <TextInput
        label={t("erasure.typeName")}
        placeholder={customer.name}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
      />
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button
          type="submit"
          color="red"
          disabled={reason.trim() === "" || typed.trim() !== customer.name}
          loading={erase.isPending}
        >
          {t("erasure.action")}
        </Button>
      </div>
    </form>
  );
};
