import { queryOptions } from "@tanstack/react-query";
import { api, body, ifMatch, onceOnly } from "./client";
import type { MailServerDraft, ReportSchedule, ReportScheduleDraft } from "./types";

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

export const saveReportSchedule = (shop: number, kept: ReportSchedule, draft: ReportScheduleDraft) =>
  body(
    api.PUT("/api/v1/shops/{shop}/report-schedules/{id}", {
      params: { path: { shop, id: kept.id } },
      headers: ifMatch(kept.version),
      body: draft,
    }),
  );

export const sendReportNow = async (shop: number, id: number): Promise<void> => {
  await api.POST("/api/v1/shops/{shop}/report-schedules/{id}/send", {
    params: { path: { shop, id } },
    headers: onceOnly(),
  });
};
