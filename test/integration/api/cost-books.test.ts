import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EconomicsAnswer } from "../../../api/contract/economics.ts";
import type { RerateDryRun } from "../../../api/contract/rerates.ts";
import { readDirectoryRows } from "../../../db/postgres/directory-rows.ts";
import { createRollupRebuilder } from "../../../ingest/deliver/rebuild-rollups.ts";
import { sendOutbox } from "../../../ingest/deliver/send-outbox.ts";
import { soleLease } from "../../../ingest/deliver/work-lease.ts";
import { continueRerate } from "../../../ingest/rerate/continue-rerate.ts";
import { collectingLog } from "../../support/books.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  PUBLIC_URL,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";
import { APRIL, bookApril, HALF } from "./economics-ledger.ts";

const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
}, 60_000);
afterAll(async () => {
  await stores.close();
});

async function get<Body = Json>(token: string, path: string): Promise<Body> {
  const answer = await api.call("GET", `/api/v1/${path}`, { token });
  expect(answer.status).toBe(200);
  return answer.body as Body;
}

const post = (token: string, path: string, body: object) =>
  api.call("POST", `/api/v1/${path}`, { token, body });

/** The workspace's own prices as a file. */
async function exported(token: string, format: string): Promise<string> {
  const path = `${PUBLIC_URL}/api/v1/prices/export?own=true&format=${format}`;
  const answer = await api.app.request(path, { headers: { authorization: `Bearer ${token}` } });
  return answer.text();
}

const spendOf = async (token: string, query = "") =>
  (await get<EconomicsAnswer>(token, `analytics/economics?${APRIL}${query}`)).totals.spend;

/** Rounds of the worker until nothing is open, then everything is delivered and summed up. */
async function work(): Promise<void> {
  const { pg, ch } = stores;
  const log = collectingLog();
  const deps = { pg, ch, reportingCurrency: "USD", newId: randomUUID, now: Date.now, log };
  while ((await continueRerate(deps)) === "more") continue;
  while ((await sendOutbox({ pg, ch, newId: randomUUID, log })) === "more") continue;
  let now = Date.now();
  const rebuild = createRollupRebuilder({ pg, ch, now: () => (now += 60_000) });
  while ((await rebuild(soleLease)) === "more") continue;
}

describe("the prices of a cost book", () => {
  it("settle, hold and limit nothing: neither the proxy nor the tester knows them", async () => {
    const { workspaceId, token } = await bookApril(stores, api);
    const rows = await readDirectoryRows(stores.pg);
    expect(rows.prices.filter((price) => price.workspaceId === workspaceId)).toEqual([]);
    const tested = await post(token, "prices/test", {
      provider: "openai",
      model: "sora-2",
      at: "2026-04-05",
      dimensions: {},
      units: { second: "4" },
    });
    expect(JSON.stringify(tested.body)).not.toContain(HALF.amount);
    const plain = await post(token, "prices/rerate", {
      scope: { from: "2026-04-01", to: "2026-05-01" },
      dry_run: true,
    });
    expect(JSON.stringify(plain.body)).not.toContain(`"book":"${HALF.book}"`);
  });

  it("are listed with their book, by it, and survive an export and import", async () => {
    const { token } = await bookApril(stores, api);
    expect(await get(token, "prices/books")).toEqual({ data: [{ book: "half", prices: 1 }] });
    expect(await get(token, "prices?own=true&book=half")).toMatchObject({
      data: [{ book: "half", amount: "0.050000000" }],
    });
    expect(await get(token, "prices?own=true&book=other")).toMatchObject({ data: [] });
    const other = await newWorkspace(stores.pg);
    const { token: elsewhere } = await newToken(api, other, "owner");
    expect(await get(elsewhere, "prices/books")).toEqual({ data: [] });
    for (const format of ["json", "csv"]) {
      const file = await exported(token, format);
      const body = format === "csv" ? { csv: file } : (JSON.parse(file) as object);
      expect((await post(token, "prices/import", body)).body).toMatchObject({
        added: 0,
        unchanged: 1,
      });
      const imported = await post(elsewhere, "prices/import", {
        ...body,
        dry_run: format === "json",
      });
      expect(imported.body).toMatchObject({ added: 1 });
    }
    expect(await get(elsewhere, "prices/books")).toEqual({ data: [{ book: "half", prices: 1 }] });
  });

  it("can be re-rated to, which comes to what was asked for by the book, and back to the nano", async () => {
    const { token } = await bookApril(stores, api);
    const before = await spendOf(token);
    const byBook = await spendOf(token, "&book=half");
    expect([before, byBook]).toEqual(["2.900000000", "1.200000000"]);
    const scope = { from: "2026-04-01", to: "2026-05-01" };
    const dry = await post(token, "prices/rerate", {
      scope,
      tz: "UTC",
      book: "half",
      dry_run: true,
    });
    const { diff } = dry.body as RerateDryRun;
    expect(diff).toMatchObject({ looked_at: 7, changed: 6, after: { USD: byBook } });
    expect(diff.by_price.map(({ price }) => price.book)).toEqual(["half"]);

    const begun = await post(token, "prices/rerate", {
      scope,
      tz: "UTC",
      book: "half",
      dry_run: false,
    });
    expect([begun.status, begun.body["book"]]).toEqual([202, "half"]);
    await work();
    expect(await spendOf(token)).toBe(byBook);
    expect(await spendOf(token, "&book=half")).toBe(byBook);
    const revert = await api.call(
      "POST",
      `/api/v1/prices/rerates/${String(begun.body["id"])}/revert`,
      {
        token,
      },
    );
    expect(revert.status).toBe(202);
    await work();
    expect(await spendOf(token)).toBe(before);
  });

  it.each([
    ["prices", { book: "" }, "book"],
    ["prices", { book: "a\u0000b" }, "book"],
    ["prices/rerate", { book: "no such book" }, "book"],
  ])("refuse what names no book: %s %j", async (path, change, field) => {
    const workspaceId = await newWorkspace(stores.pg);
    const { token } = await newToken(api, workspaceId, "owner");
    const price = { provider: "openai", model: "m", unit: "second", amount: "1", currency: "USD" };
    const body =
      path === "prices"
        ? { ...price, valid_from: "2026-01-01" }
        : { scope: { from: "2026-04-01", to: "2026-05-01" }, dry_run: true };
    const answer = await post(token, path, { ...body, ...change });
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer.body)).toEqual([field]);
  });
});
