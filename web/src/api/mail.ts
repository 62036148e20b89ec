import { queryOptions } from "@tanstack/react-query";
import { api, body, ifMatch, onceOnly } from "./client";
import type { MailServerDraft } from "./types";

export const mailSettingsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "mail-settings"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/mail-settings", { params: { path: { shop } }, signal })),
  });

export const saveMailSettings = (shop: number, version: number, draft: MailServerDraft) =>
  body(
    api.PUT("/api/v1/shops/{shop}/mail-settings", {
      params: { path: { shop } },
      headers: ifMatch(version),
      body: draft,
    }),
  );

export const sendTestLetter = (shop: number) =>
  body(
    api.POST("/api/v1/shops/{shop}/mail-settings/test", {
      params: { path: { shop } },
      headers: onceOnly(),
    }),
  );
