// What people keep of insight: views, dashboards, KPIs, events and schedules of reports.
import { queryOptions } from "@tanstack/react-query";
import { api, body, ifMatch, onceOnly } from "./client";
import type {
  ContextEventDraft,
  DashboardDraft,
  KpiDraft,
  ReportScheduleDraft,
  SavedViewDraft,
} from "./types";

type Kept = { id: number; version: number };

const shopOf = (shop: number) => ({ params: { path: { shop } } });
const oneOf = (shop: number, id: number) => ({ params: { path: { shop, id } } });
const created = <T>(shop: number, draft: T) => ({ ...shopOf(shop), headers: onceOnly(), body: draft });
const changed = <T>(shop: number, kept: Kept, draft: T) => ({
  ...oneOf(shop, kept.id),
  headers: ifMatch(kept.version),
  body: draft,
});

export const savedViewsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "boards", "views"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/shops/{shop}/saved-views", { ...shopOf(shop), signal })),
  });
export const dashboardsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "boards", "dashboards"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/shops/{shop}/dashboards", { ...shopOf(shop), signal })),
  });
export const kpisQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "boards", "kpis"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/shops/{shop}/kpis", { ...shopOf(shop), signal })),
  });
export const kpiStandingQuery = (shop: number, kpi: Kept) =>
  queryOptions({
    queryKey: ["shop", shop, "insight", "kpi", kpi.id, kpi.version],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/kpis/{id}/standing", { ...oneOf(shop, kpi.id), signal })),
  });
export const contextEventsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "boards", "events"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/context-events", { ...shopOf(shop), signal })),
    staleTime: 60_000,
  });
export const reportSchedulesQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "boards", "schedules"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/report-schedules", { ...shopOf(shop), signal })),
  });

export const addSavedView = (shop: number, draft: SavedViewDraft) =>
  body(api.POST("/api/v1/shops/{shop}/saved-views", created(shop, draft)));
export const saveSavedView = (shop: number, kept: Kept, draft: SavedViewDraft) =>
  body(api.PUT("/api/v1/shops/{shop}/saved-views/{id}", changed(shop, kept, draft)));
export const deleteSavedView = async (shop: number, id: number): Promise<void> => {
  await api.DELETE("/api/v1/shops/{shop}/saved-views/{id}", oneOf(shop, id));
};

export const addDashboard = (shop: number, draft: DashboardDraft) =>
  body(api.POST("/api/v1/shops/{shop}/dashboards", created(shop, draft)));
export const saveDashboard = (shop: number, kept: Kept, draft: DashboardDraft) =>
  body(api.PUT("/api/v1/shops/{shop}/dashboards/{id}", changed(shop, kept, draft)));
export const deleteDashboard = async (shop: number, id: number): Promise<void> => {
  await api.DELETE("/api/v1/shops/{shop}/dashboards/{id}", oneOf(shop, id));
};

export const addKpi = (shop: number, draft: KpiDraft) =>
  body(api.POST("/api/v1/shops/{shop}/kpis", created(shop, draft)));
export const saveKpi = (shop: number, kept: Kept, draft: KpiDraft) =>
  body(api.PUT("/api/v1/shops/{shop}/kpis/{id}", changed(shop, kept, draft)));
export const deleteKpi = async (shop: number, id: number): Promise<void> => {
  await api.DELETE("/api/v1/shops/{shop}/kpis/{id}", oneOf(shop, id));
};

export const addContextEvent = (shop: number, draft: ContextEventDraft) =>
  body(api.POST("/api/v1/shops/{shop}/context-events", created(shop, draft)));
export const saveContextEvent = (shop: number, kept: Kept, draft: ContextEventDraft) =>
  body(api.PUT("/api/v1/shops/{shop}/context-events/{id}", changed(shop, kept, draft)));
export const deleteContextEvent = async (shop: number, id: number): Promise<void> => {
  await api.DELETE("/api/v1/shops/{shop}/context-events/{id}", oneOf(shop, id));
};

export const addReportSchedule = (shop: number, draft: ReportScheduleDraft) =>
  body(api.POST("/api/v1/shops/{shop}/report-schedules", created(shop, draft)));
export const deleteReportSchedule = async (shop: number, id: number): Promise<void> => {
  await api.DELETE("/api/v1/shops/{shop}/report-schedules/{id}", oneOf(shop, id));
};
