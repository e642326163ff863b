import { createRoute } from "@hono/zod-openapi";
import type { BetterAuth } from "../auth/create-auth.ts";
import {
  invitationAccept,
  invitationCreated,
  invitationInput,
  invitationRow,
  invitationsAnswer,
  invitationToken,
  openInvitation as openInvitationAnswer,
} from "../contract/invitations.ts";
import { pageQuery } from "../contract/scalars.ts";
import { me } from "../contract/setup.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { newIdAt } from "../http/new-id.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { roleOf } from "../members/show-member.ts";
import { showMe } from "../setup/show-me.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { createInvitation } from "./create-invitation.ts";
import { listInvitations } from "./list-invitations.ts";
import { openInvitation } from "./open-invitation.ts";
import { revokeInvitation } from "./revoke-invitation.ts";

const list = createRoute({
  ...access("admin"),
  method: "get",
  path: "/api/v1/invitations",
  summary: "Who was invited",
  tags: ["members"],
  request: { query: pageQuery },
  responses: { 200: answers(invitationsAnswer, "Newest first."), default: refusals },
});

const create = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/invitations",
  summary: "Invite somebody; the link is shown this once",
  description: "Nobody invites to more rights than they have. No mail is sent: hand the link over.",
  tags: ["members"],
  request: { body: jsonBody(invitationInput) },
  responses: { 201: answers(invitationCreated, "The link."), default: refusals },
});

const revoke = createRoute({
  ...access("admin"),
  method: "delete",
  path: "/api/v1/invitations/{id}",
  summary: "Take an invitation back",
  tags: ["members"],
  request: { params: idParam },
  responses: { 200: answers(invitationRow, "The invitation."), default: refusals },
});

const open = createRoute({
  ...access("public"),
  method: "post",
  path: "/api/v1/invitations/open",
  summary: "What an invitation's link leads to",
  tags: ["members"],
  request: { body: jsonBody(invitationToken) },
  responses: {
    200: answers(openInvitationAnswer, "The workspace and the role."),
    default: refusals,
  },
});

const accept = createRoute({
  ...access("public"),
  method: "post",
  path: "/api/v1/invitations/accept",
  summary: "Accept an invitation, with a new account or the one there is",
  tags: ["members"],
  request: { body: jsonBody(invitationAccept) },
  responses: { 201: answers(me, "Signed in: the answer sets the session."), default: refusals },
});

export function mountInvitations(app: ApiApp, deps: ApiDeps, auth: BetterAuth): void {
  app.openapi(list, async (c) =>
    c.json(await listInvitations(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(create, async (c) =>
    c.json(await createInvitation(openCall(c, deps), c.req.valid("json")), 201),
  );
  app.openapi(revoke, async (c) =>
    c.json(await revokeInvitation(openCall(c, deps), c.req.valid("param")), 200),
  );
  app.openapi(open, async (c) =>
    c.json(await openInvitation(deps, c.req.valid("json").token), 200),
  );
  app.openapi(accept, async (c) => {
    const input = c.req.valid("json");
    const call = {
      request: c.req.raw,
      requestId: c.get("requestId"),
      ip: c.get("ip"),
      publicUrl: deps.publicUrl,
      newId: () => newIdAt(deps.clock()),
    };
    const { invitation, userId: id, cookies } = await acceptInvitation(deps, auth, call, input);
    for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
    const { email, workspaceId } = invitation;
    const user = { id, name: input.name ?? email, email };
    const role = roleOf(invitation);
    return c.json(
      await showMe(deps, { kind: "user", id, name: user.name, role, workspaceId, user }),
      201,
    );
  });
}
