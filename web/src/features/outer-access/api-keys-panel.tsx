import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { rolesQuery } from "@/api/access";
import { apiKeysQuery, revokeApiKey } from "@/api/outer-access";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Confirm, Failed, InstantText, Panel, Skeleton, Tag, toast } from "@/ui";
import { NewKeyDialog } from "./new-key-dialog";
import css from "./outer-access.module.css";

type Key = NonNullable<ReturnType<typeof useKeys>["data"]>["items"][number];
type Open = { kind: "none" } | { kind: "new" } | { kind: "revoke"; key: Key };

const useKeys = () => useQuery(apiKeysQuery(useShop().id));

const stateOf = (key: Key): "active" | "expired" | "revoked" => {
  if (key.revoked_at !== null) return "revoked";
  return Date.parse(key.expires_at) < Date.now() ? "expired" : "active";
};

/** The programs that may ask, by which key, until when, and when they last did. */
export const ApiKeysPanel = () => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  const keys = useKeys();
  const roles = useQuery(rolesQuery(shop.id)).data?.items ?? [];
  const [open, setOpen] = useState<Open>({ kind: "none" });
  const close = (): void => setOpen({ kind: "none" });
  const refetch = () => queries.invalidateQueries({ queryKey: apiKeysQuery(shop.id).queryKey });
  const revoke = useMutation({
    mutationFn: (key: Key) => revokeApiKey(shop.id, key.id),
    onSuccess: (_nothing, { name }) => toast({ tone: "done", message: t("apiKey.revoked", { name }) }),
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
    onSettled: async () => {
      close();
      await refetch();
    },
  });
  const items = keys.data?.items ?? [];
  return (
    <Panel
      title={t("apiKey.title")}
      aside={
        may("api_key.create") && <Button onClick={() => setOpen({ kind: "new" })}>{t("apiKey.make")}</Button>
      }
      flush
    >
      {keys.isPending && <Skeleton rows={3} />}
      {keys.isError && <Failed message={failure(keys.error)} />}
      {keys.data !== undefined && items.length === 0 && <p className={css.note}>{t("apiKey.none")}</p>}
      <ul>
        {items.map((key) => {
          const state = stateOf(key);
          return (
            <li key={key.id} className={css.line} data-over={state !== "active"}>
              <div className="stack-tight">
                <span className="row-wrap">
                  <span className="strong">{key.name}</span>
                  <span className="soft">{key.hint}</span>
                  <Tag tone={state === "active" ? "good" : "neutral"}>{t(`apiKey.state.${state}`)}</Tag>
                  <span className="soft">
                    {roles.find((role) => role.key === key.role)?.name ?? key.role}
                  </span>
                </span>
                <span className="caption row-wrap">
                  <span>
                    {t("apiKey.until")} <InstantText value={key.expires_at} />
                  </span>
                  <span>
                    {t("apiKey.used")} <InstantText value={key.used_at} /> {key.used_from}
                  </span>
                  <span>{t("apiKey.by", { name: key.created_by })}</span>
                </span>
              </div>
              {state === "active" && may("api_key.delete") && (
                <Button
                  variant="default"
                  aria-label={t("apiKey.revokeOf", { name: key.name })}
                  onClick={() => setOpen({ kind: "revoke", key })}
                >
                  {t("apiKey.revoke")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {open.kind === "new" && <NewKeyDialog roles={roles} onMade={() => void refetch()} onClose={close} />}
      {open.kind === "revoke" && (
        <Confirm
          opened
          onClose={close}
          title={t("apiKey.revoke")}
          message={t("apiKey.revokeMessage", { name: open.key.name })}
          action={t("apiKey.revoke")}
          cancel={t("common.cancel")}
          onConfirm={() => revoke.mutate(open.key)}
        />
      )}
    </Panel>
  );
};
