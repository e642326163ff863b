import { createRoute } from "@hono/zod-openapi";
import { memberPatch, memberRow, membersAnswer } from "../contract/members.ts";
import { pageQuery } from "../contract/scalars.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { changeMember } from "./change-member.ts";
import { listMembers } from "./list-members.ts";
import { removeMember } from "./remove-member.ts";
import { signOutMember } from "./sign-out-member.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/members",
  summary: "Who may sign in to the workspace",
  tags: ["members"],
  request: { query: pageQuery },
  responses: { 200: answers(membersAnswer, "Members, who came first first."), default: refusals },
});

const change = createRoute({
  ...access("admin"),
  method: "patch",
  path: "/api/v1/members/{id}",
  summary: "Give a member another role",
  description: "Nobody gives or takes rights that they don't have. The last owner stays one.",
  tags: ["members"],
  request: { params: idParam, body: jsonBody(memberPatch) },
  responses: { 200: answers(memberRow, "The changed member."), default: refusals },
});

const remove = createRoute({
  ...access("admin"),
  method: "delete",
  path: "/api/v1/members/{id}",
  summary: "Remove a member; their sessions end at once",
  tags: ["members"],
  request: { params: idParam },
  responses: { 200: answers(memberRow, "The removed member."), default: refusals },
});

const signOut = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/members/{id}/sign-out",
  summary: "Sign a member out everywhere",
  tags: ["members"],
  request: { params: idParam },
  responses: { 200: answers(memberRow, "The member, without a session."), default: refusals },
});

export function mountMembers(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listMembers(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(change, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    return c.json(await changeMember(openCall(c, deps), input), 200);
  });
  app.openapi(remove, async (c) =>
    c.json(await removeMember(openCall(c, deps), c.req.valid("param")), 200),
  );
  app.openapi(signOut, async (c) =>
    c.json(await signOutMember(openCall(c, deps), c.req.valid("param")), 200),
  );
}
