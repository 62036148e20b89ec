// Roles, teams and what a member may do: reads and writes.
import { queryOptions } from "@tanstack/react-query";
import { api, body, ifMatch, onceOnly } from "./client";
import type { RolePatch, TeamPatch } from "./types";

export const rolesQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "roles"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/roles", { params: { path: { shop } }, signal })),
    staleTime: 60_000,
  });

export const teamsQuery = (shop: number) =>
  queryOptions({
    queryKey: ["shop", shop, "teams"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/teams", { params: { path: { shop } }, signal })),
    staleTime: 60_000,
  });

export const memberRightsQuery = (shop: number, id: number) =>
  queryOptions({
    queryKey: ["shop", shop, "members", id, "rights"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/shops/{shop}/members/{id}/rights", { params: { path: { shop, id } }, signal })),
  });

export const addRole = (shop: number, draft: RolePatch) =>
  body(
    api.POST("/api/v1/shops/{shop}/roles", {
      params: { path: { shop } },
      headers: onceOnly(),
      body: draft,
    }),
  );

export const saveRole = (shop: number, role: { key: string; version: number }, patch: RolePatch) =>
  body(
    api.PATCH("/api/v1/shops/{shop}/roles/{role}", {
      params: { path: { shop, role: role.key } },
      headers: ifMatch(role.version),
      body: patch,
    }),
  );

export const deleteRole = async (shop: number, role: string): Promise<void> => {
  await api.DELETE("/api/v1/shops/{shop}/roles/{role}", { params: { path: { shop, role } } });
};

export const addTeam = (shop: number, draft: TeamPatch) =>
  body(
    api.POST("/api/v1/shops/{shop}/teams", {
      params: { path: { shop } },
      headers: onceOnly(),
      body: draft,
    }),
  );

export const saveTeam = (shop: number, team: { id: number; version: number }, patch: TeamPatch) =>
  body(
    api.PATCH("/api/v1/shops/{shop}/teams/{id}", {
      params: { path: { shop, id: team.id } },
      headers: ifMatch(team.version),
      body: patch,
    }),
  );

/** From now on this browser sees the shop as the member does, until endViewAs. */
export const viewAs = async (shop: number, member: number, reason: string): Promise<void> => {
  await api.POST("/api/v1/shops/{shop}/members/{id}/view-as", {
    params: { path: { shop, id: member } },
    body: { reason },
  });
};

export const endViewAs = async (): Promise<void> => {
  await api.DELETE("/api/v1/session/view-as", {});
};
