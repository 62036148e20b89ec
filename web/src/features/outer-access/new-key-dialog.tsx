import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { makeApiKey } from "@/api/outer-access";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, NumberInput, Select, TextInput } from "@/ui";
import css from "./outer-access.module.css";

type Props = { roles: { key: string; name: string }[]; onMade: () => void; onClose: () => void };

const usualDays = 90;
const mostDays = 730;

/** Makes a key and shows it, once. */
export const NewKeyDialog = ({ roles, onMade, onClose }: Props) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const [draft, setDraft] = useState({ name: "", role: "", valid_days: usualDays });
  const [copied, setCopied] = useState(false);
  const make = useMutation({ mutationFn: () => makeApiKey(shop.id, draft), onSuccess: onMade });
  const copy = async (token: string): Promise<void> => {
    await navigator.clipboard.writeText(token);
    setCopied(true);
  };
  if (make.data !== undefined) {
    const { token } = make.data;
    return (
      <Dialog opened onClose={onClose} title={t("apiKey.made")}>
        <div className="stack">
          <p className="soft">{t("apiKey.once")}</p>
          <code className={css.token} aria-label={t("apiKey.token")}>
            {token}
          </code>
          <div className="row" style={{ justifyContent: "flex-end" }}>
            {"clipboard" in navigator && (
              <Button variant="default" onClick={() => void copy(token)}>
                {copied ? t("recovery.copied") : t("recovery.copy")}
              </Button>
            )}
            <Button onClick={onClose}>{t("apiKey.kept")}</Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog opened onClose={onClose} title={t("apiKey.make")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        {make.isError && <Failed message={failure(make.error, ["/name", "/role", "/valid_days"])} />}
        <TextInput
          label={t("apiKey.name")}
          description={t("apiKey.nameHint")}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          error={fieldMessage(make.error, "/name")}
          maxLength={100}
          data-autofocus
        />
        <Select
          label={t("apiKey.role")}
          description={t("apiKey.roleHint")}
          data={roles.map(({ key, name }) => ({ value: key, label: name }))}
          value={draft.role === "" ? null : draft.role}
          onChange={(role) => setDraft({ ...draft, role: role ?? "" })}
          error={fieldMessage(make.error, "/role")}
        />
        <NumberInput
          size="xs"
          label={t("apiKey.days")}
          value={draft.valid_days}
          onChange={(value) => setDraft({ ...draft, valid_days: Number(value) })}
          min={1}
          max={mostDays}
          error={fieldMessage(make.error, "/valid_days")}
        />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button
            type="submit"
            disabled={draft.name.trim() === "" || draft.role === ""}
            loading={make.isPending}
          >
            {t("apiKey.make")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
