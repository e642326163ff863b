import { createRoute } from "@hono/zod-openapi";
import {
  rerateDryRun as dryRunAnswer,
  rerateInput,
  rerateRow,
  reratesAnswer,
} from "../contract/rerates.ts";
import { unpricedAnswer, unpricedQuery } from "../contract/unpriced.ts";
import { pageQuery } from "../contract/scalars.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { applyRerate } from "./apply-rerate.ts";
import { getRerate } from "./get-rerate.ts";
import { listRerates } from "./list-rerates.ts";
import { rerateDryRun } from "./rerate-dry-run.ts";
import { revertRerate } from "./revert-rerate.ts";
import { unpricedKinds } from "./unpriced-kinds.ts";

const SEMANTICS = `Settled generations created in the scope's [from, to), at most 400 days, are priced again by the price book as it is now, each at the time of its creation. What the provider reported as money stays; units that it billed stay and are charged anew. What no price fits keeps the cost it has: a re-rating makes no known cost unknown. An outcome that was not billed stays free unless a price names it.

A dry run answers at once and writes nothing. Otherwise a worker changes the generations in batches, one re-rating of a workspace at a time; holds follow the corrected cost. What each generation was is kept, so that it can be reverted to the nano.

\`prices\` are prices that are not in the book yet, of the shape of \`POST /api/v1/prices\`. A dry run answers as though they had been written now; applying writes them in the transaction in which the re-rating begins. A revert gives the generations their costs back and leaves those prices in the book, where a later version takes their place.`;

const rerate = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/prices/rerate",
  summary: "Price settled generations again by the price book as it is",
  description: SEMANTICS,
  tags: ["prices"],
  request: { body: jsonBody(rerateInput) },
  responses: {
    200: answers(dryRunAnswer, "With `dry_run`: what would change."),
    202: answers(rerateRow, "Begun: ask for it again to see how far it is."),
    default: refusals,
  },
});

const unpriced = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/prices/unpriced",
  summary: "What has no known cost, by the price that it lacks",
  description:
    "Settled generations without a known cost, put together where one more price would do for all of them, and for each kind that price but for its amount. A kind whose `reason` is null has a price in the book by now: re-rating is enough.",
  tags: ["prices"],
  request: { query: unpricedQuery },
  responses: { 200: answers(unpricedAnswer, "The most frequent in front."), default: refusals },
});

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/prices/rerates",
  summary: "List the re-ratings",
  tags: ["prices"],
  request: { query: pageQuery },
  responses: { 200: answers(reratesAnswer, "Newest first."), default: refusals },
});

const get = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/prices/rerates/{id}",
  summary: "A re-rating and how far it is",
  tags: ["prices"],
  request: { params: idParam },
  responses: { 200: answers(rerateRow, "The re-rating."), default: refusals },
});

const revert = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/prices/rerates/{id}/revert",
  summary: "Give the generations of a re-rating the cost that they had",
  tags: ["prices"],
  request: { params: idParam },
  responses: { 202: answers(rerateRow, "Begun."), default: refusals },
});

export function mountRerates(app: ApiApp, deps: ApiDeps): void {
  app.openapi(rerate, async (c) => {
    const input = c.req.valid("json");
    return input.dry_run
      ? c.json(await rerateDryRun(openCall(c, deps), input), 200)
      : c.json(await applyRerate(openCall(c, deps), input), 202);
  });
  app.openapi(unpriced, async (c) =>
    c.json(await unpricedKinds(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(list, async (c) =>
    c.json(await listRerates(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(get, async (c) =>
    c.json(await getRerate(openCall(c, deps), c.req.valid("param").id), 200),
  );
  app.openapi(revert, async (c) =>
    c.json(await revertRerate(openCall(c, deps), c.req.valid("param").id), 202),
  );
}
