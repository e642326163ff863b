import { queryOptions } from "@tanstack/react-query";
import type { WorkspacePatch, WorkspaceSettings } from "../../api/contract/workspace.ts";
import { callApi } from "./call-api.ts";
import { announceWorkspace, showWorkspace } from "./tab-workspace.ts";

export const workspaceQuery = queryOptions({
  queryKey: ["workspace"],
  queryFn: ({ signal }) => callApi<WorkspaceSettings>("/api/v1/workspace", { signal }),
});

export function changeWorkspace(patch: WorkspacePatch): Promise<WorkspaceSettings> {
  return callApi("/api/v1/workspace", { method: "PATCH", body: patch });
}

export function createWorkspace(name: string): Promise<WorkspaceSettings> {
  return callApi("/api/v1/workspaces", { method: "POST", body: { name } });
}

/** This browser's calls are made in that workspace from now on, and its other tabs follow. */
export async function openWorkspace(id: string): Promise<void> {
  showWorkspace(null);
  await callApi("/api/auth/organization/set-active", {
    method: "POST",
    body: { organizationId: id },
  });
  announceWorkspace(id);
}

/** A browser that is signed in, as the sign-in library tells it. */
export interface OwnSession {
  readonly id: string;
  readonly token: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

export interface OwnSessions {
  readonly sessions: readonly OwnSession[];
  /** Of this browser; null when it is signed in by other means. */
  readonly currentId: string | null;
}

export const ownSessionsQuery = queryOptions({
  queryKey: ["own-sessions"],
  queryFn: async ({ signal }): Promise<OwnSessions> => {
    const [sessions, current] = await Promise.all([
      callApi<readonly OwnSession[]>("/api/auth/list-sessions", { signal }),
      callApi<{ session: { id: string } } | null>("/api/auth/get-session", { signal }),
    ]);
    return { sessions, currentId: current?.session.id ?? null };
  },
});

export function endSession(token: string): Promise<unknown> {
  return callApi("/api/auth/revoke-session", { method: "POST", body: { token } });
}

export function endOtherSessions(): Promise<unknown> {
  return callApi("/api/auth/revoke-other-sessions", { method: "POST", body: {} });
}

export function changeOwnName(name: string): Promise<unknown> {
  return callApi("/api/auth/update-user", { method: "POST", body: { name } });
}

/** Every other browser is signed out with it. */
export function changePassword(input: {
  readonly currentPassword: string;
  readonly newPassword: string;
}): Promise<unknown> {
  return callApi("/api/auth/change-password", {
    method: "POST",
    body: { ...input, revokeOtherSessions: true },
  });
}
