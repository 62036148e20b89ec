import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isStatus } from "@/api/problem";
import type { Customer } from "@/api/types";
import { addCustomer, saveCustomer } from "@/api/writes";
import { useFailure, useFieldMessage } from "@/domain/failure";
import type { FieldGroup } from "@/domain/rights";
import { useFieldRight, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Checkbox, Dialog, Failed, Textarea, TextInput, toast } from "@/ui";

type Props = { customer?: Customer; onClose: () => void; onSaved: (customer: Customer) => void };

/** Adds a customer, or corrects the one given. */
export const CustomerDialog = ({ customer, onClose, onSaved }: Props) => {
  const t = useT();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const fieldRight = useFieldRight();
  const fixed = (field: FieldGroup): boolean => fieldRight(field) !== "edit";
  const shop = useShop();
  const queries = useQueryClient();
  const [draft, setDraft] = useState({
    name: customer?.name ?? "",
    kana: customer?.kana ?? "",
    phone: customer?.phones[0]?.number ?? "",
    email: customer?.emails[0]?.address ?? "",
    caution: customer?.caution ?? "",
    note: customer?.note ?? "",
    do_not_contact: customer?.do_not_contact ?? false,
  });
  const set = (change: Partial<typeof draft>): void => setDraft((now) => ({ ...now, ...change }));

  const save = useMutation({
    mutationFn: () => {
      const { phone, email, name, kana, caution, note, do_not_contact } = draft;
      const phones = phone === "" ? [] : [{ number: phone, e164: "", label: "" }];
      const emails = email === "" ? [] : [{ address: email, form: "", label: "" }];
      // What she sees less than whole of is not written back.
      const patch = {
        do_not_contact,
        ...(fixed("name") ? {} : { name, kana }),
        ...(fixed("note") ? {} : { caution, note }),
        ...(fixed("phone") ? {} : { phones: [...phones, ...(customer?.phones.slice(1) ?? [])] }),
        ...(fixed("email") ? {} : { emails: [...emails, ...(customer?.emails.slice(1) ?? [])] }),
      };
      return customer === undefined ? addCustomer(shop.id, patch) : saveCustomer(shop.id, customer, patch);
    },
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "customer", saved.id] });
      toast({ tone: "done", message: t("customer.saved", { name: saved.name }) });
      onSaved(saved);
    },
    onError: async (error) => {
      if (isStatus(error, 409)) await queries.invalidateQueries({ queryKey: ["shop", shop.id, "customer"] });
    },
  });

  return (
    <Dialog
      opened
      onClose={onClose}
      title={customer === undefined ? t("customers.add") : t("customer.edit")}
      size={520}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.isError && (
          <Failed
            message={failure(save.error, ["/name", "/kana", "/phones/0/number", "/emails/0/address"])}
          />
        )}
        <TextInput
          label={t("customer.name")}
          disabled={fixed("name")}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={fieldMessage(save.error, "/name")}
          required
          data-autofocus
        />
        <TextInput
          label={t("customer.kana")}
          disabled={fixed("name")}
          value={draft.kana}
          onChange={(event) => set({ kana: event.currentTarget.value })}
          error={fieldMessage(save.error, "/kana")}
        />
        <TextInput
          label={t("customer.phone")}
          disabled={fixed("phone")}
          value={draft.phone}
          onChange={(event) => set({ phone: event.currentTarget.value })}
          error={fieldMessage(save.error, "/phones/0/number")}
          inputMode="tel"
        />
        <TextInput
          label={t("customer.email")}
          disabled={fixed("email")}
          value={draft.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
          error={fieldMessage(save.error, "/emails/0/address")}
          inputMode="email"
        />
        <TextInput
          label={t("customer.caution")}
          disabled={fixed("note")}
          description={t("customer.cautionHint")}
          value={draft.caution}
          onChange={(event) => set({ caution: event.currentTarget.value })}
        />
        <Textarea
          label={t("customer.note")}
          disabled={fixed("note")}
          value={draft.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
          minRows={3}
          rows={3}
        />
        <Checkbox
          size="xs"
          label={t("customer.doNotContact")}
          checked={draft.do_not_contact}
          onChange={(event) => set({ do_not_contact: event.currentTarget.checked })}
        />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t("customer.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
