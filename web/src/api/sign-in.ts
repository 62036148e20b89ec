// How a person signs in and proves who she is: reads and writes. Answers with a session bring a new
// token for the requests after them.
import { queryOptions } from "@tanstack/react-query";
import { api, body, carryCsrf } from "./client";
import { createPasskey, showPasskey } from "./passkey";
import { isStatus } from "./problem";
import type { MadePassword, Session } from "./types";

const carried = async <T extends { session: Session }>(answer: Promise<T>): Promise<T> => {
  const given = await answer;
  carryCsrf(given.session.csrf_token);
  return given;
};
const carriedSession = async (answer: Promise<Session>): Promise<Session> => {
  const session = await answer;
  carryCsrf(session.csrf_token);
  return session;
};

export const signIn = (login: string, password: string): Promise<Session> =>
  carriedSession(body(api.POST("/api/v1/session", { body: { login, password } })));

export const currentSession = (): Promise<Session> => body(api.GET("/api/v1/session"));

/** The sign-in that this browser is in the middle of: a page read again, or a return from elsewhere. */
export const unfinishedSignIn = async (): Promise<Session | undefined> => {
  try {
    return await carriedSession(body(api.GET("/api/v1/session/step")));
  } catch (error) {
    if (isStatus(error, 401) || isStatus(error, 404)) return undefined;
    throw error;
  }
};

export const providersQuery = queryOptions({
  queryKey: ["sign-in", "providers"],
  queryFn: ({ signal }) => body(api.GET("/api/v1/session/oidc", { signal })),
  staleTime: 300_000,
  retry: false,
});

export const giveCode = (proof: { code: string } | { recovery_code: string }): Promise<Session> =>
  carriedSession(body(api.POST("/api/v1/session/totp", { body: proof })));

/** As the second factor in the middle of a sign-in, or alone. */
export const signInWithPasskey = async (): Promise<Session> => {
  const asked = await body(api.POST("/api/v1/session/passkey/options"));
  const shown = await showPasskey(asked);
  return carriedSession(body(api.POST("/api/v1/session/passkey", { body: shown })));
};

// A secret that counts once it is confirmed; every read makes another one.
export const enrolmentQuery = queryOptions({
  queryKey: ["sign-in", "enrolment"],
  queryFn: () => body(api.POST("/api/v1/session/totp/enrolment")),
  staleTime: Infinity,
  gcTime: 0,
  retry: false,
  refetchOnWindowFocus: false,
});

export const confirmEnrolment = (code: string) =>
  carried(body(api.POST("/api/v1/session/totp/confirmation", { body: { code } })));

export const removeTotp = async (): Promise<void> => {
  await api.DELETE("/api/v1/session/totp");
};

export const renewRecoveryCodes = () => carried(body(api.POST("/api/v1/session/recovery-codes")));

export const addPasskey = async (name: string) => {
  const options = await body(api.POST("/api/v1/session/passkeys/options"));
  const made = await createPasskey(options);
  return carried(body(api.POST("/api/v1/session/passkeys", { body: { name, ...made } })));
};

export const removePasskey = async (id: number): Promise<void> => {
  await api.DELETE("/api/v1/session/passkeys/{id}", { params: { path: { id } } });
};

export const passkeysQuery = queryOptions({
  queryKey: ["me", "passkeys"],
  queryFn: ({ signal }) => body(api.GET("/api/v1/session/passkeys", { signal })),
});

export const stepUp = (
  proof: { password: string } | { code: string } | { recovery_code: string },
): Promise<Session> => carriedSession(body(api.POST("/api/v1/session/step-up", { body: proof })));

export const stepUpWithPasskey = async (): Promise<Session> => {
  const asked = await body(api.POST("/api/v1/session/passkey/options"));
  const shown = await showPasskey(asked);
  return carriedSession(body(api.POST("/api/v1/session/step-up/passkey", { body: shown })));
};

export const changePassword = (current: string, password: string): Promise<Session> =>
  carriedSession(body(api.PUT("/api/v1/session/password", { body: { current, password } })));

export const sessionsQuery = queryOptions({
  queryKey: ["me", "sessions"],
  queryFn: ({ signal }) => body(api.GET("/api/v1/sessions", { signal })),
});

export const endSession = async (id: number): Promise<void> => {
  await api.DELETE("/api/v1/sessions/{id}", { params: { path: { id } } });
};

export const endOtherSessions = async (): Promise<void> => {
  await api.DELETE("/api/v1/sessions");
};

export const memberSignInQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "members", id, "sessions"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/members/{id}/sessions", { params: { path: { shop, id } }, signal })),
  });

export const memberQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "members", id],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/members/{id}", { params: { path: { shop, id } }, signal })),
  });

export const endMemberSession = async (shop: number, id: number, session: number): Promise<void> => {
  await api.DELETE("/api/v1/shops/{shop}/members/{id}/sessions/{session}", {
    params: { path: { shop, id, session: String(session) } },
  });
};

export const endMemberSessions = async (shop: number, id: number): Promise<void> => {
  await api.DELETE("/api/v1/shops/{shop}/members/{id}/sessions", { params: { path: { shop, id } } });
};

export const makePassword = (shop: number, id: number, reason: string): Promise<MadePassword> =>
  body(
    api.POST("/api/v1/shops/{shop}/members/{id}/password", {
      params: { path: { shop, id } },
      body: { reason },
    }),
  );

export const resetSecondFactor = async (shop: number, id: number, reason: string): Promise<void> => {
  await api.POST("/api/v1/shops/{shop}/members/{id}/second-factor/reset", {
    params: { path: { shop, id } },
    body: { reason },
  });
};
