import { createRoute } from "@hono/zod-openapi";
import { backtestAnswer, backtestInput } from "../contract/backtest.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, jsonBody, refusals } from "../http/route.ts";
import { backtest } from "./backtest.ts";

const SEMANTICS = `The draft is replayed alone, generation by generation in the order of their creation, on what this workspace generated in [from, to), at most 400 days. Nothing before \`from\` counts: the first window starts empty, and a lifetime starts there.

A generation is refused when used + held + what it wants is more than the limit in its window. It wants 1 (generations, in_flight), the seconds that were asked for, else those that were made (video_seconds), its actual GPU time (gpu_seconds: what would have been held is unknown in hindsight), or its cost in the reporting currency (cost). What is unknown is admitted and counted in \`amount_unknown\`.

A refused generation uses nothing. An admitted one holds its amount until it ended, for ever if it has not, and then keeps what it really took: nothing when its hold was given back because nothing was made and nothing billed. Rolling windows are exact: what was created at or before t - seconds has left at t.

Grants, gates and blocks are not replayed, nor what refused a generation at the time: it is not in the history. People who meet a limit behave differently; that is not replayed either.`;

const replay = createRoute({
  ...access("viewer"),
  method: "post",
  path: "/api/v1/quotas/backtest",
  summary: "Replay a draft of a quota on what was generated",
  description: SEMANTICS,
  tags: ["quotas"],
  request: { body: jsonBody(backtestInput) },
  responses: { 200: answers(backtestAnswer, "What it would have refused."), default: refusals },
});

export function mountBacktest(app: ApiApp, deps: ApiDeps): void {
  app.openapi(replay, async (c) =>
    c.json(await backtest(openCall(c, deps), c.req.valid("json")), 200),
  );
}
