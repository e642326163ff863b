import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedPrices } from "../../../db/postgres/management/seed-prices.ts";
import type { Postgres } from "../../../db/postgres/client.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  PUBLIC_URL,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";
import { unreachableClickHouse } from "./unreachable-clickhouse.ts";

const NOW = Date.UTC(2026, 10, 22, 12);

let server: PostgresServer;
let pg: Postgres;
let api: ApiUnderTest;

beforeAll(async () => {
  server = await withPostgres("server");
  pg = await server.database();
  api = apiUnderTest({ pg, ch: unreachableClickHouse() });
  api.setNow(NOW);
  await seedPrices(pg, new Date(NOW - 86_400_000));
});
afterAll(async () => {
  await server.close();
});

const PRICE = {
  provider: "acme",
  model: "reel-1",
  unit: "second",
  conditions: { size: "1280x720" },
  amount: "0.10",
  currency: "USD",
  valid_from: "2026-01-01",
};

async function owner() {
  const { token } = await newToken(api, await newWorkspace(pg), "owner");
  const post = (path: string, body: unknown) =>
    api.call("POST", `/api/v1/prices${path}`, { token, body });
  /** The export's own text: the shared helper reads JSON only. */
  const exported = async (query: string) => {
    const answer = await api.app.request(`${PUBLIC_URL}/api/v1/prices/export${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { headers: answer.headers, text: await answer.text() };
  };
  const ownPrices = async () =>
    (await api.call("GET", "/api/v1/prices?own=true&limit=500", { token })).body["data"] as Json[];
  return { token, post, exported, ownPrices };
}

describe("testing a price", () => {
  const request = {
    provider: "acme",
    model: "reel-1",
    dimensions: { size: "1280x720" },
    units: { second: "8" },
  };

  it("says what a request costs, by which price, and why by no other", async () => {
    const { post } = await owner();
    const sized = await post("", PRICE);
    const general = await post("", { ...PRICE, conditions: {}, amount: "0.05" });
    const past = await post("", { ...PRICE, valid_to: "2026-02-01" });
    api.setNow(NOW + 1);
    const small = await post("", { ...PRICE, conditions: { size: "720x1280" } });
    const answer = await post("/test", request);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      matched: { id: sized.body["id"], own: true },
      amount: "0.800000000",
      currency: "USD",
      calculation: {
        price_id: sized.body["id"],
        units: "8.000000000",
        sentence: "8.000000000 second × 0.100000000 USD = 0.800000000 USD",
      },
      unpriced_reason: null,
      left_out: 0,
    });
    const considered = answer.body["considered"] as Json[];
    expect(
      considered.map((each) => [(each["price"] as Json)["id"], each["fits"], each["why_not"]]),
    ).toEqual([
      [sized.body["id"], true, null],
      [general.body["id"], true, { code: "another_goes_first", price_id: sized.body["id"] }],
      [
        small.body["id"],
        false,
        { code: "condition_not_met", condition: "size", wants: "720x1280", has: "1280x720" },
      ],
      [past.body["id"], false, { code: "no_longer_valid" }],
    ]);
  });

  it("knows the shipped prices, and lets the workspace's own go before them", async () => {
    const { post } = await owner();
    const veo = {
      provider: "google_gemini",
      model: "veo-3.1-fast-generate-preview",
      dimensions: { resolution: "1080p", audio: true },
      units: { second: "8" },
    };
    expect((await post("/test", veo)).body).toMatchObject({
      matched: { own: false, confidence: "high" },
      amount: "0.960000000",
    });
    await post("", { ...PRICE, provider: veo.provider, model: veo.model, conditions: {} });
    expect((await post("/test", veo)).body).toMatchObject({
      matched: { own: true },
      amount: "0.800000000",
    });
    const aleph = {
      provider: "openrouter",
      model: "runway/aleph-2",
      dimensions: { sku: "cents_per_second_output" },
      units: { second: "1" },
    };
    expect((await post("/test", aleph)).body).toMatchObject({
      matched: { minimum_units: "2.000000000" },
      amount: "0.560000000",
      calculation: { units: "2.000000000" },
    });
  });

  it("prices what a create would set aside: a success, now, unless said otherwise", async () => {
    const { post } = await owner();
    await post("", PRICE);
    await post("", { ...PRICE, conditions: { outcome: "blocked" }, amount: "0.02" });
    await post("", { ...PRICE, amount: "0.20", valid_from: "2027-01-01" });
    const amount = async (change: object) =>
      (await post("/test", { ...request, ...change })).body["amount"];
    expect(await amount({})).toBe("0.800000000");
    expect(await amount({ dimensions: { outcome: "blocked" } })).toBe("0.160000000");
    expect(await amount({ at: "2027-01-01" })).toBe("1.600000000");
  });

  it.each([
    [{ model: "reel-2" }, "no_price_for_model", null],
    [{ at: "2025-12-31" }, "no_price_at_this_time", null],
    [{ dimensions: { size: "1x1" } }, "no_price_for_conditions", null],
    [{ units: {} }, "units_unknown", "0.100000000"],
  ])("says why there is no amount: %j is %s", async (change, reason, matchedAmount) => {
    const { post } = await owner();
    await post("", PRICE);
    const { body } = await post("/test", { ...request, ...change });
    expect(body).toMatchObject({ amount: null, currency: null, calculation: null });
    expect(body["unpriced_reason"]).toBe(reason);
    expect((body["matched"] as Json | null)?.["amount"] ?? null).toBe(matchedAmount);
  });

  it("shows the first 200 prices of a model and counts the rest", async () => {
    const { post } = await owner();
    const many = Array.from({ length: 203 }, (_, index) => ({
      ...PRICE,
      conditions: { size: `${index}x1` },
    }));
    await post("/import", { prices: many });
    const { body } = await post("/test", { ...request, dimensions: { size: "202x1" } });
    expect(body["considered"]).toHaveLength(200);
    expect(body).toMatchObject({ matched: { conditions: { size: "202x1" } }, left_out: 3 });
  });

  it("sees nothing of another workspace", async () => {
    await (await owner()).post("", PRICE);
    const { body } = await (await owner()).post("/test", request);
    expect(body).toMatchObject({ unpriced_reason: "no_price_for_model", considered: [] });
  });

  it.each([
    [{ units: { second: 8 } }, "units.second"],
    [{ units: { minute: "1" } }, "units.minute"],
    [{ dimensions: { size: { width: 1 } } }, "dimensions.size"],
    [{ at: "yesterday" }, "at"],
    [{ model: "" }, "model"],
  ])("refuses %j naming %s", async (change, field) => {
    const { post } = await owner();
    const answer = await post("/test", { ...request, ...change });
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
  });
});

describe("browsing prices", () => {
  it("finds a part of a model's name in any case, and no pattern in it", async () => {
    const { token, post } = await owner();
    await post("", { ...PRICE, model: "Reel_1" });
    await post("", { ...PRICE, model: "reelX1" });
    const models = async (query: string) => {
      const { body } = await api.call("GET", `/api/v1/prices?own=true&${query}`, { token });
      return (body["data"] as Json[]).map((row) => String(row["model"]));
    };
    expect(await models("q=EEL_")).toEqual(["Reel_1"]);
    expect(await models("q=reel&unit=video")).toEqual([]);
    expect(new Set(await models("q=reel"))).toEqual(new Set(["Reel_1", "reelX1"]));
  });

  it("names the providers with how many versions each has, the workspace's own apart", async () => {
    const [mine, other] = [await owner(), await owner()];
    await mine.post("", PRICE);
    await mine.post("", { ...PRICE, provider: "xai" });
    const providers = async ({ token }: typeof mine) => {
      const { body } = await api.call("GET", "/api/v1/prices/providers", { token });
      return body["data"] as Json[];
    };
    expect((await providers(mine))[0]).toEqual({ provider: "acme", own: 1, shipped: 0 });
    expect((await providers(mine)).at(-1)).toEqual({ provider: "xai", own: 1, shipped: 11 });
    expect((await providers(other)).at(-1)).toEqual({ provider: "xai", own: 0, shipped: 11 });
    expect(await providers(other)).toHaveLength(20);
  });
});

describe("exporting and importing prices", () => {
  const BOOK = [
    { ...PRICE, source: '=HYPERLINK("http://evil.test")', minimum_units: "2" },
    { ...PRICE, amount: "0.12", source: "the contract, §2\nof March", valid_to: "2027-01-01" },
    { ...PRICE, conditions: { audio: true, frames: 24, mode: "true" }, currency: "EUR" },
  ];

  it("are a round trip, as JSON and as CSV: nothing changes here, and elsewhere the book is the same", async () => {
    const mine = await owner();
    for (const [index, price] of BOOK.entries()) {
      api.setNow(NOW + index);
      await mine.post("", price);
    }
    const json = await mine.exported("?own=true");
    const csv = await mine.exported("?own=true&format=csv");
    expect(json.headers.get("content-type")).toContain("application/json");
    expect(csv.headers.get("content-disposition")).toBe('attachment; filename="prices.csv"');
    const bodies = [JSON.parse(json.text) as object, { csv: csv.text }];
    for (const body of bodies) {
      expect((await mine.post("/import", body)).body).toMatchObject({
        applied: true,
        added: 0,
        unchanged: 3,
      });
      const theirs = await owner();
      expect((await theirs.post("/import", body)).body).toMatchObject({ added: 3, unchanged: 0 });
      expect((await theirs.exported("?own=true&format=csv")).text).toBe(csv.text);
      expect((await theirs.post("/import", body)).body).toMatchObject({ added: 0, unchanged: 3 });
    }
    expect(await mine.ownPrices()).toHaveLength(3);
  });

  it("let no cell run as a formula in a spreadsheet", async () => {
    const { post, exported } = await owner();
    await post("", BOOK[0]);
    const { text } = await exported("?own=true&format=csv");
    expect(text).toContain(`"'=HYPERLINK(""http://evil.test"")"`);
  });

  it("write the whole book, page by page, and take its shipped prices for what they are", async () => {
    const { post, exported } = await owner();
    const many = Array.from({ length: 700 }, (_, index) => ({ ...PRICE, model: `m${index}` }));
    expect((await post("/import", { prices: many })).body).toMatchObject({ added: 700 });
    const all = JSON.parse((await exported("")).text) as {
      prices: { own: boolean; model: string }[];
    };
    const own = all.prices.filter((price) => price.own);
    expect(own.map((price) => price.model).toSorted()).toEqual(
      many.map((price) => price.model).toSorted(),
    );
    expect(all.prices.length - own.length).toBe(302);
    expect((await post("/import", all)).body).toMatchObject({
      added: 0,
      unchanged: 700,
      shipped: 302,
    });
    const shipped = JSON.parse((await exported("?own=false")).text) as { prices: unknown[] };
    expect(shipped.prices).toHaveLength(302);
  });

  it("write an empty book as a file that can be read", async () => {
    const { exported } = await owner();
    expect(JSON.parse((await exported("?own=true")).text)).toEqual({ prices: [] });
    expect((await exported("?own=true&format=csv")).text).toMatch(/^own,provider,model,.*\r\n$/);
  });

  it("write nothing in a dry run, which answers the same", async () => {
    const { post, ownPrices } = await owner();
    const dry = await post("/import", { prices: BOOK, dry_run: true });
    expect(dry.body).toEqual({
      applied: false,
      added: 3,
      unchanged: 0,
      shipped: 0,
      rows: [0, 1, 2].map((index) => ({ at: `prices[${index}]`, outcome: "added" })),
    });
    expect(await ownPrices()).toEqual([]);
    expect((await post("/import", { prices: BOOK })).body).toMatchObject({ added: 3 });
    expect(await ownPrices()).toHaveLength(3);
  });

  it("tell every proxy and the audit log, once for a file", async () => {
    const { post, token } = await owner();
    const before = api.refreshes();
    await post("/import", { prices: BOOK });
    expect(api.refreshes()).toBe(before + 1);
    const log = await api.call("GET", "/api/v1/audit-log", { token });
    const imports = (log.body["data"] as Json[]).filter((row) => row["action"] === "price.import");
    expect(imports).toMatchObject([{ detail: { added: 3, unchanged: 0, shipped: 0 } }]);
  });

  it("are all or nothing: every faulty row is named, and none is written", async () => {
    const { post, ownPrices } = await owner();
    const list = await post("/import", {
      prices: [PRICE, { ...PRICE, amount: "x" }, { ...PRICE, valid_to: "2025-01-01" }],
    });
    expect([list.status, fieldsOf(list.body)]).toEqual([
      400,
      ["prices[1].amount", "prices[2].valid_to"],
    ]);
    const csv = await post("/import", {
      csv: "provider,model,unit,amount,currency,valid_from\na,b,second,x,USD,2026-01-01\na,b,hour,1,USD,2026-01-01\n",
    });
    expect([csv.status, fieldsOf(csv.body)]).toEqual([400, ["line 2, amount", "line 3, unit"]]);
    expect(await ownPrices()).toEqual([]);
  });

  it("name a start that is before all time, in a list and in a CSV text", async () => {
    const { post } = await owner();
    const list = await post("/import", { prices: [{ ...PRICE, valid_from: "1900-01-01" }] });
    expect(fieldsOf(list.body)).toEqual(["prices[0].valid_from"]);
    const csv = "provider,model,unit,amount,currency,valid_from\na,b,second,1,USD,1900-01-01\n";
    expect(fieldsOf((await post("/import", { csv })).body)).toEqual(["line 2, valid_from"]);
  });

  it("add a file's rows once, whoever sends it at the same time", async () => {
    const { post, ownPrices } = await owner();
    const both = await Promise.all([1, 2].map(() => post("/import", { prices: BOOK })));
    const added = both.map((answer) => Number(answer.body["added"]));
    expect(added.toSorted((a, b) => a - b)).toEqual([0, 3]);
    expect(await ownPrices()).toHaveLength(3);
  });

  it.each([
    [{}, "prices"],
    [{ prices: [] }, "prices"],
    [{ csv: "" }, "csv"],
    [{ prices: [{ ...PRICE, id: "x" }] }, "prices[0].id"],
  ])("refuse %j naming %s", async (body, field) => {
    const { post } = await owner();
    const answer = await post("/import", body);
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
  });
});

describe("prices that ship", () => {
  it("are looked at and not written again at the next start; a list that changed is written", async () => {
    const now = new Date(NOW);
    const revision = async () => (await pg.sql`select revision from config_revision`)[0];
    const before = await revision();
    expect(await seedPrices(pg, now)).toEqual({ added: 0 });
    await pg.sql`update shipped_lists set sha256 = 'of an earlier build'`;
    expect(await seedPrices(pg, now)).toEqual({ added: 0 });
    expect(await revision()).toEqual(before);
    await pg.sql`delete from prices where provider = 'xai'`;
    await pg.sql`update shipped_lists set sha256 = 'of an earlier build'`;
    expect(await seedPrices(pg, now)).toEqual({ added: 11 });
    expect(await revision()).not.toEqual(before);
  });
});
