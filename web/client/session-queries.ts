import { queryOptions } from "@tanstack/react-query";
import type { FirstRequest, Me, OwnerInput, SetupState } from "../../api/contract/setup.ts";
import { callApi } from "./call-api.ts";
import { showWorkspace } from "./tab-workspace.ts";

export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: ({ signal }) => callApi<SetupState>("/api/v1/setup", { signal }),
});

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    const me = await callApi<Me>("/api/v1/me", { signal });
    showWorkspace(me.workspace.id);
    return me;
  },
  staleTime: 60_000,
});

export const firstRequestQuery = queryOptions({
  queryKey: ["first-request"],
  queryFn: ({ signal }) => callApi<FirstRequest>("/api/v1/setup/first-request", { signal }),
});

export function createOwner(input: OwnerInput): Promise<unknown> {
  return callApi("/api/v1/setup/owner", { method: "POST", body: input });
}

export function signIn(input: { email: string; password: string }): Promise<unknown> {
  showWorkspace(null);
  return callApi("/api/auth/sign-in/email", { method: "POST", body: input });
}

export function signOut(): Promise<unknown> {
  showWorkspace(null);
  return callApi("/api/auth/sign-out", { method: "POST", body: {} });
}
