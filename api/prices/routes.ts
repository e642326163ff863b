import { createRoute, z } from "@hono/zod-openapi";
import { priceTestAnswer, priceTestInput } from "../contract/price-test.ts";
import {
  booksAnswer,
  priceExportQuery,
  priceProviders,
  priceImported,
  priceImportInput,
  priceInput,
  priceRow,
  pricesAnswer,
  pricesExport,
  pricesQuery,
} from "../contract/prices.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, jsonBody, refusals } from "../http/route.ts";
import { createPrice } from "./create-price.ts";
import { exportPrices } from "./export-prices.ts";
import { importPrices } from "./import-prices.ts";
import { listCostBooks } from "./list-cost-books.ts";
import { listPrices } from "./list-prices.ts";
import { listProviders } from "./list-providers.ts";
import { testPrice } from "./test-price.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/prices",
  summary: "List the price book, seeded prices included",
  tags: ["prices"],
  request: { query: pricesQuery },
  responses: { 200: answers(pricesAnswer, "Prices, latest validity first."), default: refusals },
});

const books = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/prices/books",
  summary: "List the workspace's cost books",
  tags: ["prices"],
  responses: { 200: answers(booksAnswer, "Every book that has a price."), default: refusals },
});

const providers = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/prices/providers",
  summary: "The providers in the price book",
  tags: ["prices"],
  responses: {
    200: answers(priceProviders, "With how many versions each has."),
    default: refusals,
  },
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

const test = createRoute({
  ...access("viewer"),
  method: "post",
  path: "/api/v1/prices/test",
  summary: "What a request would cost, and by which price",
  tags: ["prices"],
  request: { body: jsonBody(priceTestInput) },
  responses: {
    200: answers(priceTestAnswer, "Its amount, or the reason why there is none."),
    default: refusals,
  },
});

const exportAll = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/prices/export",
  summary: "The price book as a JSON or CSV file",
  tags: ["prices"],
  request: { query: priceExportQuery },
  responses: {
    200: {
      description: "In the order in which it was written.",
      content: {
        "application/json": { schema: pricesExport },
        "text/csv": { schema: z.string() },
      },
    },
    default: refusals,
  },
});

const importAll = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/prices/import",
  summary: "Add the prices of an export, all or none",
  tags: ["prices"],
  request: { body: jsonBody(priceImportInput) },
  responses: { 200: answers(priceImported, "What became of each row."), default: refusals },
});

export function mountPrices(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listPrices(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(books, async (c) => c.json(await listCostBooks(openCall(c, deps)), 200));
  app.openapi(providers, async (c) => c.json(await listProviders(openCall(c, deps)), 200));
  app.openapi(create, async (c) =>
    c.json(await createPrice(openCall(c, deps), c.req.valid("json")), 201),
  );
  app.openapi(test, async (c) =>
    c.json(await testPrice(openCall(c, deps), c.req.valid("json")), 200),
  );
  app.openapi(exportAll, async (c) => exportPrices(openCall(c, deps), c.req.valid("query")));
  app.openapi(importAll, async (c) =>
    c.json(await importPrices(openCall(c, deps), c.req.valid("json")), 200),
  );
}
