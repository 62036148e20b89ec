import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { mailSettingsQuery, saveMailSettings, sendTestLetter } from "@/api/mail";
import { isStatus } from "@/api/problem";
import type { MailServerDraft, MailSettings } from "@/api/types";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { troubleSentence } from "@/domain/trouble";
import { useT } from "@/i18n";
import { Button, Failed, NumberInput, Panel, PasswordInput, Select, TextInput, toast } from "@/ui";
import css from "./settings.module.css";

const guards = ["start_tls", "tls", "plain"] as const;
const ports = { start_tls: 587, tls: 465, plain: 25 } as const;
const placed = [
  "/host",
  "/port",
  "/guard",
  "/user_name",
  "/password",
  "/sender_address",
  "/sender_name",
  "/page",
];

const draftOf = (settings: MailSettings): MailServerDraft => ({
  host: settings.host,
  port: settings.port,
  guard: settings.guard,
  user_name: settings.user_name,
  sender_address: settings.sender_address,
  sender_name: settings.sender_name,
  page: settings.page === "" ? window.location.origin : settings.page,
  password: null,
});

/** The mail server that reports leave by. */
export const MailPanel = ({ settings }: { settings: MailSettings }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(draftOf(settings));
  const [touched, setTouched] = useState(false);
  const set = (change: Partial<MailServerDraft>): void => {
    setTouched(true);
    setDraft((now) => ({ ...now, ...change }));
  };
  const refetch = () => queries.invalidateQueries({ queryKey: mailSettingsQuery(shop.id).queryKey });
  const save = useMutation({
    mutationFn: () => saveMailSettings(shop.id, settings.version, draft),
    onSuccess: async () => {
      toast({ tone: "done", message: t("mail.saved") });
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "boards"] });
      await refetch();
    },
    onError: (error) => {
      // The form begins anew with what is stored now.
      if (isStatus(error, 409)) void refetch();
    },
  });
  return (
    <Panel title={t("mail.title")}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <p className={`${css.wide} caption`}>{t("mail.intro")}</p>
        {save.isError && (
          <div className={css.wide}>
            <Failed message={failure(save.error, placed)} />
          </div>
        )}
        <TextInput
          label={t("mail.host")}
          placeholder="smtp.example.jp"
          value={draft.host}
          onChange={(event) => set({ host: event.currentTarget.value })}
          maxLength={253}
          error={fieldMessage(save.error, "/host")}
        />
        <div className={css.form}>
          <Select
            label={t("mail.guard")}
            data={guards.map((guard) => ({ value: guard, label: t(`mail.guard.${guard}`) }))}
            value={draft.guard}
            onChange={(value) => {
              const guard = guards.find((each) => each === value) ?? "start_tls";
              set({ guard, port: ports[guard] });
            }}
            allowDeselect={false}
            error={fieldMessage(save.error, "/guard")}
          />
          <NumberInput
            size="xs"
            label={t("mail.port")}
            value={draft.port}
            onChange={(value) => set({ port: Number(value) })}
            min={1}
            max={65535}
            error={fieldMessage(save.error, "/port")}
          />
        </div>
        <TextInput
          label={t("mail.user")}
          description={t("mail.userHint")}
          value={draft.user_name}
          onChange={(event) => set({ user_name: event.currentTarget.value })}
          autoComplete="off"
          maxLength={254}
          error={fieldMessage(save.error, "/user_name")}
        />
        <PasswordInput
          label={t("mail.password")}
          description={settings.has_password ? t("mail.passwordKept") : t("mail.passwordHint")}
          value={draft.password ?? ""}
          onChange={(event) =>
            set({ password: event.currentTarget.value === "" ? null : event.currentTarget.value })
          }
          autoComplete="new-password"
          maxLength={500}
          error={fieldMessage(save.error, "/password")}
        />
        <TextInput
          label={t("mail.senderAddress")}
          placeholder="report@example.jp"
          value={draft.sender_address}
          onChange={(event) => set({ sender_address: event.currentTarget.value })}
          maxLength={254}
          error={fieldMessage(save.error, "/sender_address")}
        />
        <TextInput
          label={t("mail.senderName")}
          value={draft.sender_name}
          onChange={(event) => set({ sender_name: event.currentTarget.value })}
          maxLength={100}
          error={fieldMessage(save.error, "/sender_name")}
        />
        <TextInput
          className={css.wide}
          label={t("mail.page")}
          description={t("mail.pageHint")}
          value={draft.page}
          onChange={(event) => set({ page: event.currentTarget.value })}
          maxLength={200}
          error={fieldMessage(save.error, "/page")}
        />
        <div className="row">
          <Button type="submit" loading={save.isPending}>
            {t("settings.save")}
          </Button>
        </div>
        <p className={`${css.wide} caption`}>{t("mail.allowed")}</p>
      </form>
      <TestLetter ready={settings.version > 0} unsaved={touched} />
    </Panel>
  );
};

const TestLetter = ({ ready, unsaved }: { ready: boolean; unsaved: boolean }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const test = useMutation({ mutationFn: () => sendTestLetter(shop.id) });
  const trouble = test.data?.trouble;
  return (
    <div>
      <div className="row">
        <Button
          variant="default"
          disabled={!ready || unsaved}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          {t("mail.test")}
        </Button>
        {!ready && <span className="caption">{t("mail.testFirst")}</span>}
        {ready && unsaved && <span className="caption">{t("mail.testUnsaved")}</span>}
      </div>
      {test.isError && <Failed message={failure(test.error)} />}
      {trouble !== undefined && trouble !== null && (
        <Failed message={t("mail.testNotSent", { why: troubleSentence(t, trouble) })} />
      )}
      {test.isSuccess && (trouble === undefined || trouble === null) && (
        <p role="status">{t("mail.testSent", { address: test.data.address })}</p>
      )}
    </div>
  );
};
