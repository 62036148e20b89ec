import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { againAfterMs, triesAgain } from "@/api/again";
import { sessionQuery } from "@/api/queries";
import { unfinishedSignIn } from "@/api/sign-in";
import { ApiProblem } from "@/api/problem";
import { carryCsrf } from "@/api/client";
import type { Session } from "@/api/types";
import type { AuditView } from "@/features/audit/view";
import type { PrivacyView } from "@/features/privacy/view";
import { viewNames, type AnalysisView } from "@/domain/analysis-view";
import { conditionFrom } from "@/domain/condition/from";
import { forgetKept } from "@/domain/kept";
import { beginLeaving, finishLeaving, isLeaving } from "./leaving";
import { openParts, pathOfPart } from "./places";

const checking = { now: false };
const inShop = (): boolean => window.location.pathname.startsWith("/s/");

/**
 * A session that ended while somebody worked: back to the entrance, and from there to this page. A
 * renewed proof changes the cookie under a request on its way; its refusal means nothing.
 */
export const leaveIfEnded = async (): Promise<void> => {
  if (checking.now || !inShop()) return;
  checking.now = true;
  try {
    const session = await queries.query({ ...sessionQuery, staleTime: 0 });
    carryCsrf(session.csrf_token);
    await queries.invalidateQueries({ queryKey: ["shop"] });
  } catch (error) {
    // A page that was just opened is on its way to the entrance by itself.
    if (!(error instanceof ApiProblem) || error.status !== 401 || !inShop()) return;
    const back = window.location.pathname + window.location.search;
    queries.clear();
    await router.navigate({ to: "/", search: { back, ended: true }, ignoreBlocker: true });
  } finally {
    checking.now = false;
  }
};

const onRefusal = (error: Error): void => {
  if (error instanceof ApiProblem && error.status === 401) void leaveIfEnded();
};

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: onRefusal }),
  mutationCache: new MutationCache({ onError: onRefusal }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: triesAgain,
      retryDelay: againAfterMs,
      refetchOnWindowFocus: true,
    },
  },
});

/** Whatever the server's answer: what this browser keeps of her is gone. */
export const leave = async (): Promise<void> => {
  await beginLeaving();
  queries.clear();
  await router.navigate({ to: "/", ignoreBlocker: true });
};

// What others left here is looked for with a new session, not with each change of an address.
const read: { session?: Session } = {};

export const readSession = async (): Promise<Session | undefined> => {
  if (isLeaving()) {
    queries.clear();
    await finishLeaving();
    return undefined;
  }
  try {
    const session = await queries.query({ ...sessionQuery, staleTime: "static" });
    carryCsrf(session.csrf_token);
    if (session !== read.session) forgetKept(session.user.id);
    read.session = session;
    delete given.setup;
    return session;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return undefined;
    throw error;
  }
};

const text = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
const maybeText = (value: unknown): string | undefined => (text(value) === "" ? undefined : text(value));
const id = (value: string): number => Number.parseInt(value, 10) || 0;

const root = createRootRoute({ component: Outlet });

// The token of the first set-up comes in the address's fragment, which no server and no log sees, and
// goes from the address at once.
const given: { setup?: string } = {};

/** How somebody stands at the entrance. */
type Arrival = { setup?: string; leaving?: boolean; unfinished?: Session | undefined };

const entrance = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: (search): { back?: string; ended?: boolean; sign_in?: string } => ({
    ...(search["ended"] === true ? { ended: true } : {}),
    ...(text(search["sign_in"]) === "" ? {} : { sign_in: text(search["sign_in"]) }),
    ...(text(search["back"]) === "" ? {} : { back: text(search["back"]) }),
  }),
  beforeLoad: async ({ location }) => {
    const setup = new URLSearchParams(location.hash).get("setup");
    if (setup !== null) {
      given.setup = setup;
      throw redirect({ to: "/", hash: "", replace: true });
    }
    if (given.setup !== undefined) return;
    const shop = (await readSession())?.shops[0];
    if (shop !== undefined) throw redirect({ to: "/s/$shop/today", params: { shop: String(shop.id) } });
  },
  loader: async (): Promise<Arrival> => {
    if (given.setup !== undefined) return { setup: given.setup };
    return isLeaving() ? { leaving: true } : { unfinished: await unfinishedSignIn() };
  },
  component: lazyRouteComponent(() => import("./entrance"), "Entrance"),
});

const shop = createRoute({
  getParentRoute: () => root,
  path: "/s/$shop",
  params: { parse: (raw) => ({ shop: String(id(raw.shop)) }), stringify: (params) => params },
  beforeLoad: async ({ location, params }) => {
    const session = await readSession();
    if (session === undefined) throw redirect({ to: "/", search: { back: location.href } });
    const known = session.shops.some((each) => String(each.id) === params.shop);
    const first = session.shops[0];
    if (!known && first !== undefined)
      throw redirect({ to: "/s/$shop/today", params: { shop: String(first.id) } });
  },
  component: lazyRouteComponent(() => import("./frame"), "Frame"),
});

const page = () => import("./pages");

/** A shop begins with its day. */
const shopItself = createRoute({
  getParentRoute: () => shop,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/s/$shop/today", params });
  },
});
const today = createRoute({
  getParentRoute: () => shop,
  path: "/today",
  component: lazyRouteComponent(page, "Today"),
});
const todayList = createRoute({
  getParentRoute: () => shop,
  path: "/today/list",
  validateSearch: (search): { days?: number } => {
    const days = Number(search["days"]);
    return Number.isInteger(days) && days > 0 ? { days } : {};
  },
  component: lazyRouteComponent(page, "TodayList"),
});
const desk = createRoute({
  getParentRoute: () => shop,
  path: "/desk",
  component: lazyRouteComponent(page, "Desk"),
});
const customers = createRoute({
  getParentRoute: () => shop,
  path: "/customers",
  validateSearch: (search): { q?: string; status?: string } => ({
    ...(text(search["q"]) === "" ? {} : { q: text(search["q"]) }),
    ...(text(search["status"]) === "" ? {} : { status: text(search["status"]) }),
  }),
  component: lazyRouteComponent(page, "Customers"),
});
/** Why the desk was opened: to call somebody, for which item of which list. */
export type DeskSearch = { call?: "retention" | "promise"; item?: number; list?: number };

const customer = createRoute({
  getParentRoute: () => shop,
  path: "/customers/$id",
  validateSearch: (search): DeskSearch => ({
    ...(search["call"] === "retention" || search["call"] === "promise" ? { call: search["call"] } : {}),
    ...(Number(search["item"]) > 0 ? { item: Number(search["item"]) } : {}),
    ...(Number(search["list"]) > 0 ? { list: Number(search["list"]) } : {}),
  }),
  component: lazyRouteComponent(page, "CustomerDesk"),
});
const callLists = createRoute({
  getParentRoute: () => shop,
  path: "/call-lists",
  component: lazyRouteComponent(page, "CallLists"),
});
const callList = createRoute({
  getParentRoute: () => shop,
  path: "/call-lists/$id",
  validateSearch: (search): { status?: string; mine?: boolean } => ({
    ...(text(search["status"]) === "" ? {} : { status: text(search["status"]) }),
    ...(search["mine"] === true ? { mine: true } : {}),
  }),
  component: lazyRouteComponent(page, "CallList"),
});
const insightHome = createRoute({
  getParentRoute: () => shop,
  path: "/insight",
  component: lazyRouteComponent(() => import("./insight-page"), "Insights"),
});

const insight = createRoute({
  getParentRoute: () => shop,
  path: "/insight/$analysis",
  validateSearch: (search): AnalysisView => {
    const kept: AnalysisView = {};
    for (const name of viewNames) {
      const value = maybeText(search[name]);
      if (value !== undefined) kept[name] = value;
    }
    // Also where there is none: what the address says instead is not let through.
    return { ...kept, condition: conditionFrom(search["condition"]) };
  },
  component: lazyRouteComponent(() => import("./insight-page"), "Insight"),
});
const boards = createRoute({
  getParentRoute: () => shop,
  path: "/boards",
  validateSearch: (search): { board?: string } =>
    text(search["board"]) === "" ? {} : { board: text(search["board"]) },
  component: lazyRouteComponent(() => import("./boards-page"), "Boards"),
});
const segmentPages = () => import("./segment-pages");
const segments = createRoute({
  getParentRoute: () => shop,
  path: "/segments",
  component: lazyRouteComponent(segmentPages, "Segments"),
});
const segment = createRoute({
  getParentRoute: () => shop,
  path: "/segments/$id",
  component: lazyRouteComponent(segmentPages, "Segment"),
});
const imports = createRoute({
  getParentRoute: () => shop,
  path: "/imports",
  component: lazyRouteComponent(page, "Imports"),
});
const importFile = createRoute({
  getParentRoute: () => shop,
  path: "/imports/$id",
  component: lazyRouteComponent(page, "ImportFile"),
});
const number = (value: unknown): number | undefined => (Number(value) > 0 ? Number(value) : undefined);
const audit = createRoute({
  getParentRoute: () => shop,
  path: "/audit",
  validateSearch: (search): AuditView => {
    const customer = number(search["customer"]);
    const user = number(search["user"]);
    const kept: AuditView = {
      ...(customer === undefined ? {} : { customer }),
      ...(user === undefined ? {} : { user }),
    };
    for (const name of ["kind", "from", "to"] as const) {
      const value = maybeText(search[name]);
      if (value !== undefined) kept[name] = value;
    }
    return kept;
  },
  component: lazyRouteComponent(() => import("./audit-page"), "Audit"),
});

const settingsPage = () => import("./settings-pages");
const settings = createRoute({
  getParentRoute: () => shop,
  path: "/settings",
  // The first part that she may see.
  beforeLoad: async ({ params }) => {
    const session = await readSession();
    const rights = session?.shops.find((each) => String(each.id) === params.shop)?.rights;
    const [part] = rights === undefined ? [] : openParts(rights);
    if (part !== undefined && part !== "shop")
      throw redirect({ href: `/s/${params.shop}/${pathOfPart(part)}` });
  },
  component: lazyRouteComponent(settingsPage, "Settings"),
});
const mail = createRoute({
  getParentRoute: () => shop,
  path: "/settings/mail",
  component: lazyRouteComponent(settingsPage, "Mail"),
});
const members = createRoute({
  getParentRoute: () => shop,
  path: "/settings/members",
  component: lazyRouteComponent(settingsPage, "Members"),
});
const memberRights = createRoute({
  getParentRoute: () => shop,
  path: "/settings/members/$id",
  component: lazyRouteComponent(settingsPage, "MemberRights"),
});
const roles = createRoute({
  getParentRoute: () => shop,
  path: "/settings/roles",
  component: lazyRouteComponent(settingsPage, "Roles"),
});
const role = createRoute({
  getParentRoute: () => shop,
  path: "/settings/roles/$role",
  component: lazyRouteComponent(settingsPage, "Role"),
});
const privacy = createRoute({
  getParentRoute: () => shop,
  path: "/settings/privacy",
  validateSearch: (search): PrivacyView => {
    const user = number(search["user"]);
    const file = number(search["export"]);
    const kept: PrivacyView = {
      ...(user === undefined ? {} : { user }),
      ...(file === undefined ? {} : { export: file }),
    };
    for (const name of ["part", "from", "to"] as const) {
      const value = maybeText(search[name]);
      if (value !== undefined) kept[name] = value;
    }
    return kept;
  },
  component: lazyRouteComponent(settingsPage, "Privacy"),
});

const outsideAccess = createRoute({
  getParentRoute: () => shop,
  path: "/settings/outside",
  component: lazyRouteComponent(() => import("./security-pages"), "OutsideAccess"),
});
const memberSignIn = createRoute({
  getParentRoute: () => shop,
  path: "/settings/members/$id/sign-in",
  component: lazyRouteComponent(() => import("./security-pages"), "MemberSignIn"),
});
const security = createRoute({
  getParentRoute: () => shop,
  path: "/security",
  component: lazyRouteComponent(() => import("./security-pages"), "Security"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    entrance,
    shop.addChildren([
      shopItself,
      today,
      todayList,
      desk,
      customers,
      customer,
      callLists,
      callList,
      insightHome,
      insight,
      boards,
      segments,
      segment,
      imports,
      importFile,
      audit,
      settings,
      outsideAccess,
      memberSignIn,
      security,
      mail,
      members,
      memberRights,
      roles,
      role,
      privacy,
    ]),
  ]),
  defaultPreload: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
