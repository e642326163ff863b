import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FxRateRow } from "../../../api/contract/fx-rates.ts";
import type { Postgres } from "../../../db/postgres/client.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
} from "./api-under-test.ts";
import { unreachableClickHouse } from "./unreachable-clickhouse.ts";

let server: PostgresServer;
let pg: Postgres;
let api: ApiUnderTest;

beforeAll(async () => {
  server = await withPostgres("server");
  pg = await server.database();
  api = apiUnderTest({ pg, ch: unreachableClickHouse() });
});
afterAll(async () => {
  await server.close();
});

async function admin() {
  const { token } = await newToken(api, await newWorkspace(pg), "admin");
  const post = (body: unknown) => api.call("POST", "/api/v1/fx-rates", { token, body });
  const load = (body: unknown) => api.call("POST", "/api/v1/fx-rates/import", { token, body });
  const get = (path: string) => api.call("GET", `/api/v1/${path}`, { token });
  const listed = async (query = "") => {
    const { body } = await get(`fx-rates${query}`);
    return (body["data"] as FxRateRow[]).map(
      (row) => `${row.date} ${row.base}/${row.quote} ${row.rate} ${row.source}`,
    );
  };
  return { token, post, load, get, listed };
}

const RATE = { date: "2026-01-30", base: "EUR", quote: "USD", rate: "1.1919" };

describe("exchange rates", () => {
  it("are the same fact however often they are sent; another rate replaces, and the log says what stood there", async () => {
    const { post, get, listed } = await admin();
    expect((await post(RATE)).body).toMatchObject({ applied: true, created: 1, changes: [] });
    expect((await post({ ...RATE, rate: "1.191900" })).body).toMatchObject({ unchanged: 1 });
    const changes = [
      { date: RATE.date, base: "EUR", quote: "USD", before: "1.1919", after: "1.2" },
    ];
    expect((await post({ ...RATE, rate: "1.20" })).body).toMatchObject({ changed: 1, changes });
    expect(await listed()).toEqual(["2026-01-30 EUR/USD 1.2 api"]);
    const log = await get("audit-log?action=fx_rates.write");
    expect(log.body["data"]).toMatchObject([
      { target: "api", detail: { created: 0, changed: 1, changes } },
      { target: "api", detail: { created: 1, changed: 0, first_date: "2026-01-30" } },
    ]);
  });

  it("are stored in whole batches: one bad rate names itself and nothing is stored", async () => {
    const { post, listed } = await admin();
    const rates = [RATE, { ...RATE, date: "2026-02-30" }, { ...RATE, quote: "EUR" }];
    expect(fieldsOf((await post({ rates })).body)).toEqual(["rates[1].date", "rates[2].quote"]);
    expect(fieldsOf((await post({ rates: [RATE, { ...RATE, rate: "1.2" }] })).body)).toEqual([
      "rates[1].rate",
    ]);
    expect(await listed()).toEqual([]);
    expect((await post({ rates: [RATE, RATE] })).body).toMatchObject({ created: 1 });
  });

  it("are each workspace's own", async () => {
    const [one, other] = [await admin(), await admin()];
    await one.post(RATE);
    expect(await other.listed()).toEqual([]);
    expect((await other.post({ ...RATE, rate: "2" })).body).toMatchObject({ created: 1 });
    expect(await one.listed()).toEqual(["2026-01-30 EUR/USD 1.1919 api"]);
  });

  it("are listed by pair and days with pages that neither skip nor repeat", async () => {
    const { post, get, listed } = await admin();
    const rates = ["2026-01-28", "2026-01-29", "2026-01-30"].flatMap((date) =>
      ["CHF", "JPY", "USD"].map((quote) => ({ ...RATE, date, quote })),
    );
    await post({ rates });
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await get(`fx-rates?limit=2${query}`);
      seen.push(...(body["data"] as FxRateRow[]).map((row) => `${row.date} ${row.quote}`));
      cursor = body["next_cursor"] as string | null;
    }
    expect(seen).toEqual(
      ["2026-01-30", "2026-01-29", "2026-01-28"].flatMap((date) =>
        ["CHF", "JPY", "USD"].map((quote) => `${date} ${quote}`),
      ),
    );
    expect(await listed("?quote=CHF&from=2026-01-29&to=2026-01-30")).toEqual([
      "2026-01-29 EUR/CHF 1.1919 api",
    ]);
    expect(fieldsOf((await get("fx-rates?from=January&base=euro")).body)).toEqual(["base", "from"]);
  });

  it.each([
    [{ rate: 1.19 }, "rate"],
    [{ rate: "0" }, "rate"],
    [{ rate: "-1" }, "rate"],
    [{ rate: "1e3" }, "rate"],
    [{ rate: "1.0000000000001" }, "rate"],
    [{ date: "2026-1-30" }, "date"],
    [{ date: "1914-01-30" }, "date"],
    [{ base: "euro" }, "base"],
    [{ quote: "EUR" }, "quote"],
    [{ colour: "red" }, "colour"],
  ])("refuse %j naming %s", async (change, field) => {
    const { post } = await admin();
    const answer = await post({ ...RATE, ...change });
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
  });
});

describe("an imported file", () => {
  const CSV = "Date,USD,JPY,CYP,\n2026-01-30,1.1919,183.59,N/A,\n2026-01-29,1.1968,183.2,N/A,\n";

  it("of the European Central Bank is stored, again changes nothing, and is tried out first", async () => {
    const { load, listed } = await admin();
    const dry = await load({ csv: CSV, format: "ecb", dry_run: true });
    expect(dry.body).toMatchObject({ applied: false, created: 4, changed: 0 });
    expect(await listed()).toEqual([]);
    expect((await load({ csv: CSV, format: "ecb" })).body).toMatchObject({ created: 4 });
    expect((await load({ csv: CSV, format: "ecb" })).body).toMatchObject({
      applied: true,
      unchanged: 4,
    });
    expect(await listed()).toEqual([
      "2026-01-30 EUR/JPY 183.59 ecb",
      "2026-01-30 EUR/USD 1.1919 ecb",
      "2026-01-29 EUR/JPY 183.2 ecb",
      "2026-01-29 EUR/USD 1.1968 ecb",
    ]);
    const plain = "date,base,quote,rate\n2026-01-30,EUR,USD,1.2\n2026-01-30,GBP,USD,1.37\n";
    expect((await load({ csv: plain, format: "plain" })).body).toMatchObject({
      created: 1,
      changed: 1,
      changes: [{ base: "EUR", before: "1.1919", after: "1.2" }],
    });
  });

  it("with one bad cell is refused whole, and names it", async () => {
    const { load, listed } = await admin();
    const answer = await load({ csv: CSV.replace("183.2", "183,2"), format: "ecb" });
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, ["csv[3].line"]]);
    const word = await load({ csv: CSV.replace("183.2", "none"), format: "ecb" });
    expect(fieldsOf(word.body)).toEqual(["csv[3].JPY"]);
    expect(await listed()).toEqual([]);
  });

  it("may be larger than other bodies: 27 years of 31 currencies", async () => {
    const { load, listed } = await admin();
    const codes = Array.from(
      { length: 31 },
      (_, index) => `X${String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26))}`,
    );
    const days = Array.from({ length: 6_900 }, (_, index) =>
      new Date(Date.UTC(2026, 0, 30) - index * 86_400_000).toISOString().slice(0, 10),
    );
    const line = codes.map((_, index) => (index % 5 === 0 ? "N/A" : `${index + 1}.2345`)).join(",");
    const csv = [`Date,${codes.join(",")},`, ...days.map((day) => `${day},${line},`)].join("\n");
    expect(csv.length).toBeGreaterThan(1_048_576);
    const answer = await load({ csv, format: "ecb" });
    expect(answer.body).toMatchObject({ created: 6_900 * 24, changed: 0, unchanged: 0 });
    expect(await listed("?quote=XAB&to=2007-12-01&limit=1")).toHaveLength(1);
  });

  it("is bounded all the same, and other routes take no file", async () => {
    const { load, post } = await admin();
    const line = "2026-01-30,EUR,USD,1.1919\n";
    const csv = (bytes: number) => line.repeat(Math.ceil(bytes / line.length));
    const huge = await load({ csv: csv(8_388_608), format: "plain" });
    expect([huge.status, huge.body["code"]]).toEqual([413, "body_too_large"]);
    const long = await load({ csv: csv(6_000_001), format: "plain" });
    expect([long.status, fieldsOf(long.body)]).toEqual([400, ["csv"]]);
    expect((await post({ csv: csv(1_048_576), format: "plain" })).status).toBe(413);
  });

  it("of two that arrive together is stored once by each pair and day", async () => {
    const { load, listed } = await admin();
    const answers = await Promise.all([1, 2, 3].map(() => load({ csv: CSV, format: "ecb" })));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    const created = answers.map((answer) => Number(answer.body["created"]));
    expect(created.toSorted((a, b) => a - b)).toEqual([0, 0, 4]);
    expect(await listed()).toHaveLength(4);
  });
});
