import { createRoute } from "@hono/zod-openapi";
import type { BetterAuth } from "../auth/create-auth.ts";
import { signIn } from "../auth/sign-in.ts";
import { firstRequest, me, ownerInput, setupState as setupStateAnswer } from "../contract/setup.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { ApiError } from "../http/api-error.ts";
import { newIdAt } from "../http/new-id.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, jsonBody, refusals } from "../http/route.ts";
import { createOwner } from "./create-owner.ts";
import { showFirstRequest } from "./first-request.ts";
import { FIRST_WORKSPACE, setupState } from "./setup-state.ts";
import { showMe } from "./show-me.ts";

const state = createRoute({
  ...access("public"),
  method: "get",
  path: "/api/v1/setup",
  summary: "How far the set-up has come",
  tags: ["setup"],
  responses: { 200: answers(setupStateAnswer, "The next step."), default: refusals },
});

const owner = createRoute({
  ...access("public"),
  method: "post",
  path: "/api/v1/setup/owner",
  summary: "Make the first owner with the token printed at start",
  tags: ["setup"],
  request: { body: jsonBody(ownerInput) },
  responses: { 201: answers(me, "Signed in: the answer sets the session."), default: refusals },
});

const first = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/setup/first-request",
  summary: "The proxy's last accepted and last refused call",
  tags: ["setup"],
  responses: { 200: answers(firstRequest, "What the proxy saw."), default: refusals },
});

const whoami = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/me",
  summary: "Who is calling",
  tags: ["setup"],
  responses: { 200: answers(me, "The caller and the workspace."), default: refusals },
});

export function mountSetup(app: ApiApp, deps: ApiDeps, auth: BetterAuth): void {
  app.openapi(state, async (c) => c.json(await setupState(deps, c.get("caller")), 200));
  app.openapi(owner, async (c) => {
    const input = c.req.valid("json");
    const newId = () => newIdAt(deps.clock());
    const call = { requestId: c.get("requestId"), ip: c.get("ip"), newId };
    const id = await createOwner(deps, auth, call, input);
    const from = { request: c.req.raw, ip: c.get("ip"), publicUrl: deps.publicUrl };
    const signedIn = await signIn(auth, from, input);
    if (signedIn.kind === "refused") {
      throw new ApiError("internal", "The account was made. Sign in with it.");
    }
    for (const cookie of signedIn.cookies) c.header("set-cookie", cookie, { append: true });
    const user = { id, name: input.name, email: input.email.toLowerCase() };
    const caller = { kind: "user", id, name: input.name, role: "owner", user } as const;
    return c.json(await showMe(deps, { ...caller, workspaceId: FIRST_WORKSPACE }), 201);
  });
  app.openapi(first, async (c) => c.json(await showFirstRequest(openCall(c, deps)), 200));
  app.openapi(whoami, async (c) => c.json(await showMe(deps, openCall(c, deps).caller), 200));
}
