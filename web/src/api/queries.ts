// Every read of the application, by key: ["shop", id, noun, ...]. Live changes refetch by noun.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "./client";
import { listOf, listText } from "./list-text";
import type { Condition } from "./segments";

export type AnalysisFilter = {
  as_of?: string;
  from?: string;
  to?: string;
  product?: string;
  medium?: string;
  prefecture?: string;
  /** The id of a kept condition. */
  segment?: string;
  /** One that is kept nowhere but in the address. */
  condition?: Condition | undefined;
};

// The document has lists where the address has values with commas. The client joins a list with
// commas as it stands: a value keeps the mark before a comma of its own.
const listed = ({ product, medium, prefecture, segment, condition, ...rest }: AnalysisFilter) => ({
  ...rest,
  ...(segment === undefined ? {} : { segment: Number(segment) }),
  ...(product === undefined ? {} : { product: listOf(product).map(Number) }),
  ...(medium === undefined ? {} : { medium: marked(medium) }),
  ...(prefecture === undefined ? {} : { prefecture: marked(prefecture) }),
  ...(condition === undefined ? {} : { condition: JSON.stringify(condition) }),
});

const marked = (text: string): string[] => listOf(text).map((value) => listText([value]));

const first: string | undefined = undefined;
const cursorOf = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });
const nextOf = (page: { next: string | null }): string | undefined => page.next ?? undefined;

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => body(api.GET("/api/v1/session", { signal })),
  staleTime: Infinity,
  retry: false,
});

export const settingsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "settings"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/settings", { params: { path: { shop } }, signal })),
    staleTime: 300_000,
  });

export const membersQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "members"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/members", {
          params: { path: { shop }, query: { limit: 200 } },
          signal,
        }),
      ),
    staleTime: 60_000,
  });

export const pickListsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "pick-lists"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/pick-lists", { params: { path: { shop } }, signal })),
    staleTime: 300_000,
  });

const productPage = (shop: number, cursor: string | undefined, signal: AbortSignal) =>
  body(
    api.GET("/api/v1/shops/{shop}/products", {
      params: { path: { shop }, query: { limit: 200, ...cursorOf(cursor) } },
      signal,
    }),
  );

/** Every product of the shop: thousands at most. Fields that choose one search among all of them. */
export const productsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "products"],
    queryFn: async ({ signal }) => {
      const page = await productPage(shop, undefined, signal);
      const items = [...page.items];
      for (let next = nextOf(page); next !== undefined;) {
        const more = await productPage(shop, next, signal);
        items.push(...more.items);
        next = nextOf(more);
      }
      return { ...page, items, next: null };
    },
    staleTime: 300_000,
  });

/** The first products by name, or those whose name or SKU holds `q`. */
export const productSearchQuery = (shop: number, q: string) =>
  queryOptions({
    queryKey: ["shop", shop, "products", "search", q],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/products", {
          params: { path: { shop }, query: { limit: 100, ...(q === "" ? {} : { q }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });

export const productQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "products", id],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/products/{id}", { params: { path: { shop, id } }, signal })),
    staleTime: 300_000,
  });

export const customersQuery = (shop: number, search: { q: string; status: string }) =>
  infiniteQueryOptions({
    queryKey: ["shop", shop, "customers", search],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/customers", {
          params: {
            path: { shop },
            query: {
              limit: 100,
              ...cursorOf(pageParam),
              ...(search.q === "" ? {} : { q: search.q }),
              ...(search.status === "" ? {} : { status: search.status }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
  });

export const customerSearchQuery = (shop: number, q: string) =>
  queryOptions({
    queryKey: ["shop", shop, "customers", "search", q],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/customers", {
          params: { path: { shop }, query: { q, limit: 8 } },
          signal,
        }),
      ),
    enabled: q.trim() !== "",
    placeholderData: keepPreviousData,
  });

export const customerQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "customer", id],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/customers/{id}", { params: { path: { shop, id } }, signal })),
  });

export const customerHeaderQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "customer", id, "header"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/customers/{id}/header", { params: { path: { shop, id } }, signal })),
  });

export const timelineQuery = (shop: number, id: number, kinds: string) =>
  infiniteQueryOptions({
    queryKey: ["shop", shop, "customer", id, "timeline", kinds],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/customers/{id}/timeline", {
          params: {
            path: { shop, id },
            query: { limit: 50, ...cursorOf(pageParam), ...(kinds === "" ? {} : { kinds: [kinds] }) },
          },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextOf,
  });

export const subscriptionsQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "customer", id, "subscriptions"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/customers/{id}/subscriptions", {
          params: { path: { shop, id } },
          signal,
        }),
      ),
  });

export const ordersQuery = (shop: number, id: number) =>
  infiniteQueryOptions({
    queryKey: ["shop", shop, "customer", id, "orders"],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/customers/{id}/orders", {
          params: { path: { shop, id }, query: { limit: 20, ...cursorOf(pageParam) } },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextOf,
  });

export const contactQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "contact", id],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/contacts/{id}", { params: { path: { shop, id } }, signal })),
  });

export const homeQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "home"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/home", { params: { path: { shop } }, signal })),
  });

export const todayQuery = (shop: number, days: number | undefined) =>
  infiniteQueryOptions({
    queryKey: ["shop", shop, "today", days ?? "default"],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/today", {
          params: {
            path: { shop },
            query: { limit: 50, ...cursorOf(pageParam), ...(days === undefined ? {} : { days }) },
          },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
  });

/** How many a call list of today would hold: counted anew whenever it is asked for. */
export const callableTodayQuery = (shop: number, days: number) =>
  queryOptions({
    queryKey: ["shop", shop, "today", "callable", days],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/today/callable", {
          params: { path: { shop }, query: { days } },
          signal,
        }),
      ),
    staleTime: 0,
  });

/** The kept conditions that customers fulfil or not. */
export const segmentsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "segments"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/segments", { params: { path: { shop } }, signal })),
    staleTime: 60_000,
  });

/** Media and prefectures to filter by. */
export const filterValuesQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "filter-values"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/insight/filter-values", { params: { path: { shop } }, signal })),
    staleTime: 300_000,
  });

export const catalogueQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "catalogue"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/insight", { params: { path: { shop } }, signal })),
    staleTime: 300_000,
  });

/** `choices`: "key:value" words with commas between them, as they stand in the address. */
export const reportQuery = (
  shop: number,
  analysis: string,
  asked: { filter: AnalysisFilter; choices: string },
) =>
  queryOptions({
    queryKey: ["shop", shop, "insight", analysis, "report", asked],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/insight/{analysis}", {
          params: {
            path: { shop, analysis },
            query: {
              ...listed(asked.filter),
              ...(asked.choices === "" ? {} : { choices: asked.choices.split(",") }),
            },
          },
          signal,
        }),
      ),
    // The old picture of the same analysis stays until the new one is there; never that of another.
    placeholderData: (previous, query) =>
      query?.queryKey[3] === analysis && query.queryKey[4] === "report" ? previous : undefined,
  });

/** A report for the words of its choices alone, which no fact of the shop changes. */
export const choiceWordsQuery = (
  shop: number,
  analysis: string,
  asked: { filter: AnalysisFilter; choices: string },
) => ({
  ...reportQuery(shop, analysis, asked),
  queryKey: ["shop", shop, "choice-words", analysis, asked],
  enabled: analysis !== "" && asked.choices !== "",
  placeholderData: undefined,
  staleTime: 300_000,
});

/**
 * The report that another is compared with, while there is one. Nothing stands in for it: the answer
 * to another question under its name would be a wrong number.
 */
export const comparedReportQuery = (
  shop: number,
  analysis: string,
  asked: { filter: AnalysisFilter; choices: string } | undefined,
) => ({
  ...reportQuery(shop, analysis, asked ?? { filter: {}, choices: "" }),
  placeholderData: undefined,
  enabled: asked !== undefined,
});

/** The keys of one cell of an analysis, beside the filter it was counted under. */
export type CellKeys = Record<string, string | number | undefined>;

/** They stay as they were at the press on their number while they are looked at: no change refetches them. */
export const peopleQuery = (shop: number, analysis: string, keys: CellKeys) =>
  infiniteQueryOptions({
    queryKey: ["shop", shop, "people-behind", analysis, keys],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/insight/{analysis}/people", {
          params: { path: { shop, analysis }, query: { ...keys, ...cursorOf(pageParam), limit: 100 } },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextOf,
  });

export const callListsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "call-lists"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/call-lists", {
          params: { path: { shop }, query: { limit: 100 } },
          signal,
        }),
      ),
  });

export const callListQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "call-lists", id],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/call-lists/{id}", { params: { path: { shop, id } }, signal })),
  });

export const callListItemsQuery = (
  shop: number,
  id: number,
  choice: { status: string; assigned_to: number | undefined },
) =>
  infiniteQueryOptions({
    queryKey: ["shop", shop, "call-lists", id, "items", choice],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/call-lists/{id}/items", {
          params: {
            path: { shop, id },
            query: {
              limit: 100,
              ...cursorOf(pageParam),
              ...(choice.status === "" ? {} : { status: choice.status }),
              ...(choice.assigned_to === undefined ? {} : { assigned_to: choice.assigned_to }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
  });

export const callListItemQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "call-lists", "item", id],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/call-list-items/{id}", { params: { path: { shop, id } }, signal })),
    enabled: id > 0,
  });

export const presetsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "presets"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/presets", { params: { path: { shop } }, signal })),
    staleTime: 300_000,
  });

export const importFieldsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "import-fields"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/import-fields", { params: { path: { shop } }, signal })),
    staleTime: 300_000,
  });

export const importsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "imports"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/imports", { params: { path: { shop }, query: { limit: 50 } }, signal }),
      ),
  });

export const importQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "imports", id],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/imports/{id}", { params: { path: { shop, id } }, signal })),
  });

export const importPreviewQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "imports", id, "preview"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/imports/{id}/preview", { params: { path: { shop, id } }, signal })),
  });

export const rejectionsQuery = (shop: number, id: number) =>
  infiniteQueryOptions({
    queryKey: ["shop", shop, "imports", id, "rejections"],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/imports/{id}/rejections", {
          params: { path: { shop, id }, query: { limit: 100, ...cursorOf(pageParam) } },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextOf,
  });

export const conflictsQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "imports", id, "conflicts"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/shops/{shop}/imports/{id}/conflicts", {
          params: { path: { shop, id }, query: { limit: 100 } },
          signal,
        }),
      ),
  });
