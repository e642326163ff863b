import { createRoute } from "@hono/zod-openapi";
import { priceInput, priceRow, pricesAnswer, pricesQuery } from "../contract/prices.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, jsonBody, refusals } from "../http/route.ts";
import { createPrice } from "./create-price.ts";
import { listPrices } from "./list-prices.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/prices",
  summary: "List the price book, seeded prices included",
  tags: ["prices"],
  request: { query: pricesQuery },
  responses: { 200: answers(pricesAnswer, "Prices, latest validity first."), default: refusals },
});

const create = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/prices",
  summary: "Add a version to the price book",
  tags: ["prices"],
  request: { body: jsonBody(priceInput) },
  responses: { 201: answers(priceRow, "The new version."), default: refusals },
});

export function mountPrices(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listPrices(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(create, async (c) =>
    c.json(await createPrice(openCall(c, deps), c.req.valid("json")), 201),
  );
}
