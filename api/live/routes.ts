import { createRoute } from "@hono/zod-openapi";
import { callerOf } from "../auth/authenticate.ts";
import type { BetterAuth } from "../auth/create-auth.ts";
import { liveFrame, liveQuery } from "../contract/live.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, refusals } from "../http/route.ts";
import { createLiveHub } from "./live-hub.ts";
import { streamLive } from "./stream-live.ts";

const live = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/live",
  summary: "Watch jobs as they are admitted, move and settle",
  description:
    "Server-sent events. The first `jobs` event holds everything in flight and what ended in the last ten minutes, the others what is different; `beat` comes every five seconds when nothing else does. It ends after two minutes: come again.",
  tags: ["generations"],
  request: { query: liveQuery },
  responses: {
    200: {
      description: "Events named `jobs`, at most one a second.",
      content: { "text/event-stream": { schema: liveFrame } },
    },
    default: refusals,
  },
});

export function mountLive(app: ApiApp, deps: ApiDeps, auth: BetterAuth): void {
  const hub = createLiveHub(deps);
  app.openapi(live, (c) => {
    const ctx = openCall(c, deps);
    const { headers } = c.req.raw;
    return streamLive(c, ctx, {
      hub,
      seconds: c.req.valid("query").seconds,
      mayStillWatch: async () => {
        // Denied by default: whoever can't be looked up now comes again, and hears then what is the matter.
        const caller = await callerOf(deps, auth, headers).catch(() => null);
        return caller?.workspaceId === ctx.workspaceId;
      },
    });
  });
}
