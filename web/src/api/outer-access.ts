// From where, and by which programs, a shop may be reached: reads and writes.
import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./client";

type KeyDraft = { name: string; role: string; valid_days: number };
export type ShopNetwork = { block: string; note: string };

export const apiKeysQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "api-keys"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/api-keys", { params: { path: { shop } }, signal })),
  });

/** The token is in this answer and never again. */
export const makeApiKey = (shop: number, draft: KeyDraft) =>
  body(api.POST("/api/v1/shops/{shop}/api-keys", { params: { path: { shop } }, body: draft }));

export const revokeApiKey = async (shop: number, id: number): Promise<void> => {
  await api.DELETE("/api/v1/shops/{shop}/api-keys/{id}", { params: { path: { shop, id } } });
};

export const networksQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "networks"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/networks", { params: { path: { shop } }, signal })),
  });

export const saveNetworks = (shop: number, networks: ShopNetwork[]) =>
  body(api.PUT("/api/v1/shops/{shop}/networks", { params: { path: { shop } }, body: { networks } }));
