import { createRoute } from "@hono/zod-openapi";
import {
  fxImportInput,
  fxRatesAnswer,
  fxRatesInput,
  fxRatesQuery,
  fxRatesWritten,
} from "../contract/fx-rates.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, jsonBody, refusals } from "../http/route.ts";
import { importRates } from "./import-rates.ts";
import { listRates } from "./list-rates.ts";
import { writeRates } from "./write-rates.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/fx-rates",
  summary: "List exchange rates",
  tags: ["fx-rates"],
  request: { query: fxRatesQuery },
  responses: { 200: answers(fxRatesAnswer, "Rates, latest day first."), default: refusals },
});

const write = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/fx-rates",
  summary: "Store one exchange rate or many, all or none",
  tags: ["fx-rates"],
  request: { body: jsonBody(fxRatesInput) },
  responses: { 200: answers(fxRatesWritten, "What became of them."), default: refusals },
});

const load = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/fx-rates/import",
  summary: "Store the exchange rates of a CSV file, all or none",
  description: "Faults are named by line and column: `csv[3].rate` is the rate on line 3.",
  tags: ["fx-rates"],
  request: { body: jsonBody(fxImportInput) },
  responses: { 200: answers(fxRatesWritten, "What became of them."), default: refusals },
});

export function mountFxRates(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listRates(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(write, async (c) =>
    c.json(await writeRates(openCall(c, deps), c.req.valid("json")), 200),
  );
  app.openapi(load, async (c) =>
    c.json(await importRates(openCall(c, deps), c.req.valid("json")), 200),
  );
}
