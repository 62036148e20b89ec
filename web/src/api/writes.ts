// Every write of the application. Editable things are written with the version they were read at.
import { api, body, carriedHeaders, ifMatch, onceOnly } from "./client";
import { offline, problemOf } from "./problem";
import type { paths } from "./schema";
import type {
  ContactDraft,
  CustomerPatch,
  Import,
  Mapping,
  ProductPatch,
  Session,
  SettingsPatch,
  SubscriptionAction,
} from "./types";

export type CallListDraft =
  paths["/api/v1/shops/{shop}/call-lists"]["post"]["requestBody"]["content"]["application/json"];
type FirstSetup = paths["/api/v1/setup"]["post"]["requestBody"]["content"]["application/json"];
type MemberDraft =
  paths["/api/v1/shops/{shop}/members"]["post"]["requestBody"]["content"]["application/json"];
type MemberPatch =
  paths["/api/v1/shops/{shop}/members/{id}"]["patch"]["requestBody"]["content"]["application/json"];
type ContactPatch =
  paths["/api/v1/shops/{shop}/contacts/{id}"]["patch"]["requestBody"]["content"]["application/json"];
type ItemPatch =
  paths["/api/v1/shops/{shop}/call-list-items/{id}"]["patch"]["requestBody"]["content"]["application/json"];
type MappingChoice =
  paths["/api/v1/shops/{shop}/imports/{id}/mapping"]["put"]["requestBody"]["content"]["application/json"];

export const signOut = async (): Promise<void> => {
  await api.DELETE("/api/v1/session", {});
};

export const setUp = (draft: FirstSetup): Promise<Session> =>
  body(api.POST("/api/v1/setup", { body: draft }));

export const saveSettings = (shop: number, version: number, patch: SettingsPatch) =>
  body(
    api.PATCH("/api/v1/shops/{shop}/settings", {
      params: { path: { shop } },
      headers: ifMatch(version),
      body: patch,
    }),
  );

export const addMember = (shop: number, draft: MemberDraft) =>
  body(
    api.POST("/api/v1/shops/{shop}/members", {
      params: { path: { shop } },
      headers: onceOnly(),
      body: draft,
    }),
  );

export const saveMember = (shop: number, member: { id: number; version: number }, patch: MemberPatch) =>
  body(
    api.PATCH("/api/v1/shops/{shop}/members/{id}", {
      params: { path: { shop, id: member.id } },
      headers: ifMatch(member.version),
      body: patch,
    }),
  );

export const addReason = (shop: number, draft: { parent: string; ja: string; en: string }) =>
  body(
    api.POST("/api/v1/shops/{shop}/reasons", {
      params: { path: { shop } },
      headers: onceOnly(),
      body: draft,
    }),
  );

export const saveReason = (shop: number, code: string, patch: { active: boolean }) =>
  body(api.PATCH("/api/v1/shops/{shop}/reasons/{code}", { params: { path: { shop, code } }, body: patch }));

export const addOffer = (shop: number, draft: { ja: string; en: string }) =>
  body(
    api.POST("/api/v1/shops/{shop}/offers", { params: { path: { shop } }, headers: onceOnly(), body: draft }),
  );

export const saveOffer = (shop: number, offer: { id: number; version: number }, patch: { active: boolean }) =>
  body(
    api.PATCH("/api/v1/shops/{shop}/offers/{id}", {
      params: { path: { shop, id: offer.id } },
      headers: ifMatch(offer.version),
      body: patch,
    }),
  );

export const saveProduct = (shop: number, product: { id: number; version: number }, patch: ProductPatch) =>
  body(
    api.PATCH("/api/v1/shops/{shop}/products/{id}", {
      params: { path: { shop, id: product.id } },
      headers: ifMatch(product.version),
      body: patch,
    }),
  );

export const savePhrase = (shop: number, key: string, text: string) =>
  body(api.PUT("/api/v1/shops/{shop}/phrases/{key}", { params: { path: { shop, key } }, body: { text } }));

export const addCustomer = (shop: number, draft: CustomerPatch) =>
  body(
    api.POST("/api/v1/shops/{shop}/customers", {
      params: { path: { shop } },
      headers: onceOnly(),
      body: draft,
    }),
  );

export const saveCustomer = (shop: number, customer: { id: number; version: number }, patch: CustomerPatch) =>
  body(
    api.PATCH("/api/v1/shops/{shop}/customers/{id}", {
      params: { path: { shop, id: customer.id } },
      headers: ifMatch(customer.version),
      body: patch,
    }),
  );

export const actOnSubscription = (
  shop: number,
  subscription: { id: number; version: number },
  action: SubscriptionAction,
  key: string,
) =>
  body(
    api.POST("/api/v1/shops/{shop}/subscriptions/{id}/actions", {
      params: { path: { shop, id: subscription.id } },
      headers: { ...ifMatch(subscription.version), ...onceOnly(key) },
      body: action,
    }),
  );

export const saveContact = (shop: number, draft: ContactDraft, key: string) =>
  body(
    api.POST("/api/v1/shops/{shop}/contacts", {
      params: { path: { shop } },
      headers: onceOnly(key),
      body: draft,
    }),
  );

export const correctContact = (shop: number, contact: { id: number; version: number }, patch: ContactPatch) =>
  body(
    api.PATCH("/api/v1/shops/{shop}/contacts/{id}", {
      params: { path: { shop, id: contact.id } },
      headers: ifMatch(contact.version),
      body: patch,
    }),
  );

export const makeCallList = (shop: number, draft: CallListDraft) =>
  body(
    api.POST("/api/v1/shops/{shop}/call-lists", {
      params: { path: { shop } },
      headers: onceOnly(),
      body: draft,
    }),
  );

export const assignCallList = (shop: number, id: number, users: number[]) =>
  body(
    api.POST("/api/v1/shops/{shop}/call-lists/{id}/assign", {
      params: { path: { shop, id } },
      headers: onceOnly(),
      body: { users },
    }),
  );

export const saveCallListItem = (shop: number, item: { id: number; version: number }, patch: ItemPatch) =>
  body(
    api.PATCH("/api/v1/shops/{shop}/call-list-items/{id}", {
      params: { path: { shop, id: item.id } },
      headers: ifMatch(item.version),
      body: patch,
    }),
  );

/** Whom to call next on the list; she becomes the caller's. `passed` is not given again. */
export const takeNextItem = (shop: number, id: number, passed: number | null) =>
  body(
    api.POST("/api/v1/shops/{shop}/call-lists/{id}/next", {
      params: { path: { shop, id } },
      headers: onceOnly(),
      body: { passed },
    }),
  );

export const savePreset = (shop: number, name: string, mapping: Mapping) =>
  body(
    api.POST("/api/v1/shops/{shop}/presets", {
      params: { path: { shop } },
      headers: onceOnly(),
      body: { name, mapping },
    }),
  );

export const chooseMapping = (shop: number, file: { id: number; version: number }, choice: MappingChoice) =>
  body(
    api.PUT("/api/v1/shops/{shop}/imports/{id}/mapping", {
      params: { path: { shop, id: file.id } },
      headers: ifMatch(file.version),
      body: choice,
    }),
  );

const step = (shop: number, id: number) => ({ params: { path: { shop, id } }, headers: onceOnly() });

export const planImport = (shop: number, id: number) =>
  body(api.POST("/api/v1/shops/{shop}/imports/{id}/plan", step(shop, id)));
export const applyImport = (shop: number, id: number) =>
  body(api.POST("/api/v1/shops/{shop}/imports/{id}/apply", step(shop, id)));
export const cancelImport = (shop: number, id: number) =>
  body(api.POST("/api/v1/shops/{shop}/imports/{id}/cancel", step(shop, id)));
export const undoImport = (shop: number, id: number) =>
  body(api.POST("/api/v1/shops/{shop}/imports/{id}/undo", step(shop, id)));

const isImport = (value: unknown): value is Import =>
  typeof value === "object" && value !== null && "id" in value && "layout" in value;

const parsed = (body: string): unknown => {
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    return undefined;
  }
};

/** Streams the file as the request's body; fetch cannot tell how much has left, XMLHttpRequest can. */
export const uploadImport = (
  shop: number,
  file: File,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
) =>
  new Promise<Import>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/shops/${shop}/imports?file_name=${encodeURIComponent(file.name)}`);
    for (const [name, value] of Object.entries({ ...carriedHeaders("POST"), ...onceOnly() })) {
      request.setRequestHeader(name, value);
    }
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onerror = () => reject(offline());
    request.onabort = () => reject(new DOMException("canceled", "AbortError"));
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status < 300 && isImport(answer)) resolve(answer);
      else reject(problemOf(request.status, answer));
    };
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
