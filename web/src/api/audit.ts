// The trail: who saw, changed, exported what.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "./client";

export type TrailFilter = {
  customer?: number;
  user?: number;
  kind?: string;
  entity?: string;
  /** Instants; `to` is not within. */
  from?: string;
  to?: string;
};

const first: string | undefined = undefined;
const cursorOf = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });
const nextOf = (page: { next: string | null }): string | undefined => page.next ?? undefined;

export const trailQuery = (shop: number, filter: TrailFilter) =>
  infiniteQueryOptions({
    queryKey: ["shop", shop, "audit", filter],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/audit", {
          params: { path: { shop }, query: { ...filter, ...cursorOf(pageParam), limit: 50 } },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const peopleOfEntryQuery = (shop: number, entry: string) =>
  infiniteQueryOptions({
    queryKey: ["shop", shop, "audit", "people", entry],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/audit/entries/{entry}/people", {
          params: { path: { shop, entry }, query: { ...cursorOf(pageParam), limit: 100 } },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextOf,
  });

export const trailCsv = (shop: number, filter: TrailFilter): string => {
  const query = new URLSearchParams(
    Object.entries(filter).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return `/api/v1/shops/${shop}/audit.csv?${query.toString()}`;
};

/** The last check of the trail against its chain; null while nobody has checked it. */
export const trailCheckQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "audit", "verification"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/audit/verification", { params: { path: { shop } }, signal })),
  });

export const checkTrail = (shop: number) =>
  body(api.POST("/api/v1/shops/{shop}/audit/verification", { params: { path: { shop } } }));
