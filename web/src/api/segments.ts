// Reads and writes of segments: who fulfils a condition that the shop keeps under a name.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body, ifMatch, onceOnly } from "./client";
import type { components } from "./schema";

type S = components["schemas"];
export type Segment = S["Segment"];
export type SegmentFields = S["SegmentFields"];
export type SegmentField = S["FieldEntry"];
export type FieldWord = S["FieldValue"];
export type ResultCell = S["ResultCell"];
export type SegmentCount = S["SegmentCount"];

type Leaf = S["ConditionOfDepth0"];
/** A condition as the server reads and writes it: one leaf, or one group. */
export type Condition = Leaf & {
  all?: Condition[] | null;
  any?: Condition[] | null;
  none?: Condition[] | null;
};

export type SegmentDraft = { name: string; note: string; condition: Condition };

export const segmentFieldsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "segment-fields"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/segment-fields", { params: { path: { shop } }, signal })),
    staleTime: 300_000,
  });

export const segmentQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "segments", id],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/segments/{id}", { params: { path: { shop, id } }, signal })),
  });

/** How many fulfil a condition today; it need not be saved. */
export const segmentCountQuery = (shop: number, condition: Condition | undefined) =>
  queryOptions({
    queryKey: ["shop", shop, "segment-counts", condition ?? "none"],
    queryFn: ({ signal }) =>
      body(
        api.POST("/api/v1/shops/{shop}/segments/count", {
          params: { path: { shop } },
          body: { condition: condition ?? {} },
          signal,
        }),
      ),
    enabled: condition !== undefined,
    staleTime: 30_000,
  });

const first: string | undefined = undefined;
const pageLimit = 200;

const readPeople = (shop: number, id: number, cursor: string | undefined, signal?: AbortSignal) =>
  body(
    api.GET("/api/v1/shops/{shop}/segments/{id}/people", {
      params: {
        path: { shop, id },
        query: { limit: pageLimit, ...(cursor === undefined ? {} : { cursor }) },
      },
      ...(signal === undefined ? {} : { signal }),
    }),
  );

export const segmentPeopleQuery = (shop: number, id: number) =>
  infiniteQueryOptions({
    queryKey: ["shop", shop, "segments", id, "people"],
    queryFn: ({ pageParam, signal }) => readPeople(shop, id, pageParam, signal),
    initialPageParam: first,
    getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });

export const addSegment = (shop: number, draft: SegmentDraft, key?: string) =>
  body(
    api.POST("/api/v1/shops/{shop}/segments", {
      params: { path: { shop } },
      headers: onceOnly(key),
      body: draft,
    }),
  );

export const saveSegment = (shop: number, segment: { id: number; version: number }, draft: SegmentDraft) =>
  body(
    api.PATCH("/api/v1/shops/{shop}/segments/{id}", {
      params: { path: { shop, id: segment.id } },
      headers: ifMatch(segment.version),
      body: draft,
    }),
  );

export const deleteSegment = async (
  shop: number,
  segment: { id: number; version: number },
): Promise<void> => {
  await api.DELETE("/api/v1/shops/{shop}/segments/{id}", {
    params: { path: { shop, id: segment.id } },
    headers: ifMatch(segment.version),
  });
};
