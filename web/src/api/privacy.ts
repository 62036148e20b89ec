// What is kept of whom and for how long; what a person may ask for; whom an account has seen.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, body, ifMatch } from "./client";

export type BreachFilter = { user?: number; from?: string; to?: string; export?: number };

const first: string | undefined = undefined;
const cursorOf = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });
const nextOf = (page: { next: string | null }): string | undefined => page.next ?? undefined;

export const privacyMapQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "privacy", "map"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/privacy/map", { params: { path: { shop } }, signal })),
    staleTime: 300_000,
  });

export const retentionRulesQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "privacy", "retention"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/privacy/retention", { params: { path: { shop } }, signal })),
  });

export const erasuresQuery = (shop: number) =>
  infiniteQueryOptions({
    queryKey: ["shop", shop, "privacy", "erasures"],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/privacy/erasures", {
          params: { path: { shop }, query: { ...cursorOf(pageParam), limit: 50 } },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextOf,
  });

export const breachQuery = (shop: number, filter: BreachFilter) =>
  infiniteQueryOptions({
    queryKey: ["shop", shop, "privacy", "breach", filter],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/privacy/breach", {
          params: { path: { shop }, query: { ...filter, ...cursorOf(pageParam), limit: 100 } },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextOf,
    enabled: filter.user !== undefined || filter.export !== undefined,
  });

export const breachCsv = (shop: number, filter: BreachFilter): string => {
  const query = new URLSearchParams(
    Object.entries(filter).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return `/api/v1/shops/${shop}/privacy/breach.csv?${query.toString()}`;
};

export const erasurePreviewQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "customer", id, "erasure"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/customers/{id}/erasure", { params: { path: { shop, id } }, signal }),
      ),
    staleTime: 0,
    gcTime: 0,
  });

export const eraseCustomer = (
  shop: number,
  preview: { customer_id: number; version: number },
  reason: string,
) =>
  body(
    api.POST("/api/v1/shops/{shop}/customers/{id}/erasure", {
      params: { path: { shop, id: preview.customer_id } },
      headers: ifMatch(preview.version),
      body: { reason },
    }),
  );

export const saveRetention = (
  shop: number,
  version: number,
  rules: { kind: string; days: number | null }[],
) =>
  body(
    api.PUT("/api/v1/shops/{shop}/privacy/retention", {
      params: { path: { shop } },
      headers: ifMatch(version),
      body: { rules },
    }),
  );

export const purge = (shop: number, dryRun: boolean) =>
  body(
    api.POST("/api/v1/shops/{shop}/privacy/purge", {
      params: { path: { shop } },
      body: { dry_run: dryRun },
    }),
  );

export const disclosureOf = (shop: number, customer: number, form: "pdf" | "json"): string =>
  `/api/v1/shops/${shop}/customers/${customer}/disclosure.${form}`;

export type ComebackOrder = {
  name: string;
  kana: string;
  customer_key: string;
  phones: string[];
  emails: string[];
  reason: string;
};

/** Somebody who was erased may be a customer again; answers how many of her marks were taken away. */
export const liftErasure = (shop: number, order: ComebackOrder) =>
  body(api.POST("/api/v1/shops/{shop}/privacy/erasures/lifted", { params: { path: { shop } }, body: order }));
