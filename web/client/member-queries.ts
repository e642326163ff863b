import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  InvitationAccept,
  InvitationCreated,
  InvitationInput,
  InvitationsAnswer,
  OpenInvitation,
} from "../../api/contract/invitations.ts";
import type { Role } from "../../api/contract/keys.ts";
import type { MembersAnswer } from "../../api/contract/members.ts";
import { callApi } from "./call-api.ts";

export const membersQuery = infiniteQueryOptions({
  queryKey: ["members"],
  queryFn: ({ pageParam, signal }) =>
    callApi<MembersAnswer>("/api/v1/members", { query: { cursor: pageParam }, signal }),
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor,
});

export const invitationsQuery = infiniteQueryOptions({
  queryKey: ["invitations"],
  queryFn: ({ pageParam, signal }) =>
    callApi<InvitationsAnswer>("/api/v1/invitations", { query: { cursor: pageParam }, signal }),
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor,
});

/** What the link leads to. Its secret is in the body, where no log keeps it. */
export const openInvitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["open-invitation", token],
    queryFn: ({ signal }) =>
      callApi<OpenInvitation>("/api/v1/invitations/open", {
        method: "POST",
        body: { token },
        signal,
      }),
    enabled: token !== "",
  });

export function changeMemberRole(id: string, role: Role): Promise<unknown> {
  return callApi(`/api/v1/members/${id}`, { method: "PATCH", body: { role } });
}

export function removeMember(id: string): Promise<unknown> {
  return callApi(`/api/v1/members/${id}`, { method: "DELETE" });
}

export function signOutMember(id: string): Promise<unknown> {
  return callApi(`/api/v1/members/${id}/sign-out`, { method: "POST" });
}

export function invite(input: InvitationInput): Promise<InvitationCreated> {
  return callApi("/api/v1/invitations", { method: "POST", body: input });
}

export function revokeInvitation(id: string): Promise<unknown> {
  return callApi(`/api/v1/invitations/${id}`, { method: "DELETE" });
}

export function acceptInvitation(input: InvitationAccept): Promise<unknown> {
  return callApi("/api/v1/invitations/accept", { method: "POST", body: input });
}
