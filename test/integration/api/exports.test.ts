import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { queryAsync } from "chdb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GenerationRow } from "../../../api/contract/generations.ts";
import type { MarginAnswer } from "../../../api/contract/margin.ts";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  PUBLIC_URL,
  type ApiUnderTest,
} from "./api-under-test.ts";
import { exported, exportedCsv } from "./exported-files.ts";

const plane = sharedDataPlane();
const PERIOD = "from=2026-03-01&to=2026-04-01&tz=Europe/Paris";
let stores: AnalyticStores;
let api: ApiUnderTest;
let token: string;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "rm-exports-"));
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  const workspaceId = await newWorkspace(stores.pg);
  token = (await newToken(api, workspaceId, "viewer")).token;
  const book = (day: number, change = {}) =>
    bookJob(stores.pg, workspaceId, `2026-03-${day}T08:00:00.123Z`, change);
  await book(10, { userId: '=HYPERLINK("http://a"; "b")', tags: { note: "a;b, c" } });
  await book(11, { feature: "extend", cost: "0.000000001", units: null, costBasis: "reported" });
  await book(12, { feature: "extend", cost: "999999999.999999999", currency: "EUR" });
  await book(13, { feature: "(none)", videoSeconds: null, gpuMs: null, audio: null });
  await book(14, { state: "failed", failureKind: "moderated", failureMessage: 'no\n"way"' });
  await book(15, { ...UNPRICED, feature: "storyboard" });
  // Of another period, and of another workspace.
  await bookJob(stores.pg, workspaceId, "2026-04-01T08:00:00Z");
  await bookJob(stores.pg, await newWorkspace(stores.pg), "2026-03-10T08:00:00Z");
  await deliver(stores, workspaceId);
}, 60_000);
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await stores.close();
});

const UNPRICED = {
  cost: null,
  currency: null,
  costBasis: "unpriced",
  unpricedReason: "no_price_for_model",
  priceId: null,
  priceUnit: null,
  units: null,
  unitAmount: null,
};

async function listed(): Promise<GenerationRow[]> {
  const answer = await api.call("GET", `/api/v1/generations?${PERIOD}&limit=500`, { token });
  return (answer.body["data"] as GenerationRow[]).toReversed();
}

/** A Parquet file as ClickHouse reads it, every value as text, and the types of its columns. */
async function readParquet(bytes: Uint8Array) {
  const path = join(directory, "export.parquet");
  writeFileSync(path, bytes);
  const options = { format: "JSONEachRow" };
  const settings =
    "SETTINGS output_format_json_quote_decimals = 1, output_format_json_quote_64bit_integers = 1, output_format_decimal_trailing_zeros = 1";
  const rows = await queryAsync(`SELECT * FROM file('${path}', Parquet) ${settings}`, options);
  const columns = await queryAsync(`DESCRIBE file('${path}', Parquet)`, options);
  const lines = (text: string) => text.split("\n").filter(Boolean);
  return {
    rows: lines(rows.text()).map((line): Record<string, unknown> => JSON.parse(line)),
    types: Object.fromEntries(
      lines(columns.text()).map((line) => {
        const { name, type }: { name: string; type: string } = JSON.parse(line);
        return [name, type];
      }),
    ),
  };
}

describe("generations as a file", () => {
  it("hold what the list holds, oldest first, with range, zone and filters in the name and in every row", async () => {
    const file = await exportedCsv(api, token, `generations.csv?${PERIOD}`);
    expect(file.name).toBe("reelmeter-generations_2026-03-01_2026-04-01_Europe-Paris.csv");
    expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    const list = await listed();
    expect(file.rows).toHaveLength(6);
    expect(
      file.rows.map((row) => [row["id"], row["cost"], row["currency"], row["status"]]),
    ).toEqual(
      list.map(({ id, cost, status }) => [id, cost.amount ?? "", cost.currency ?? "", status]),
    );
    expect(file.rows.map((row) => row["created_at"])).toEqual(list.map((row) => row.created_at));
    expect(file.rows.map((row) => JSON.parse(row["tags"] ?? ""))).toEqual(
      list.map((row) => row.tags),
    );
    expect(new Set(file.rows.map((row) => row["report_period"]))).toEqual(
      new Set(["2026-02-28T23:00:00.000Z/2026-03-31T22:00:00.000Z Europe/Paris"]),
    );
    const one = await exportedCsv(
      api,
      token,
      `generations.csv?${PERIOD}&feature=extend&tag:team=a`,
    );
    expect(one.rows.map((row) => row["feature"])).toEqual(["extend", "extend"]);
    expect(one.rows[0]?.["report_filters"]).toBe("feature=extend; tag:team=a");
    expect(one.name).toContain("_feature-extend_tag-team-a.csv");
  });

  it("escape what a spreadsheet would run, and keep numbers numbers", async () => {
    const { text, rows } = await exportedCsv(api, token, `generations.csv?${PERIOD}`);
    expect(rows[0]?.["user"]).toBe(`'=HYPERLINK("http://a"; "b")`);
    expect(text).toContain(`,"'=HYPERLINK(""http://a""; ""b"")",`);
    expect(text).not.toMatch(/[,\n]"?=/);
    expect(rows[1]?.["cost"]).toBe("0.000000001");
  });

  it("open in a French Excel: a byte order mark, semicolons, decimal commas", async () => {
    const plain = await exportedCsv(api, token, `generations.csv?${PERIOD}`);
    const path = `generations.csv?${PERIOD}&dialect=excel-fr`;
    const { bytes } = await exported(api, token, path);
    expect(Buffer.from(bytes.subarray(0, 3)).toString("hex")).toBe("efbbbf");
    const french = await exportedCsv(api, token, path);
    expect(french.rows.map((row) => row["cost"])).toEqual(
      plain.rows.map((row) => row["cost"]?.replace(".", ",")),
    );
    expect(french.rows.map((row) => row["user"])).toEqual(plain.rows.map((row) => row["user"]));
  });

  it("are in Parquet, money as decimals, what the list says to the nano", async () => {
    const file = await exported(api, token, `generations.parquet?${PERIOD}`);
    expect(file.headers.get("content-type")).toBe("application/vnd.apache.parquet");
    expect(file.name).toBe("reelmeter-generations_2026-03-01_2026-04-01_Europe-Paris.parquet");
    const { rows, types } = await readParquet(file.bytes);
    for (const money of ["cost", "estimate", "unit_amount", "units", "video_seconds"]) {
      expect(types[money]).toBe("Nullable(Decimal(38, 9))");
    }
    expect(types["created_at"]).toMatch(/^Nullable\(DateTime64\(3/);
    const list = await listed();
    expect(rows.map((row) => [row["id"], row["cost"], row["gpu_ms"], row["audio"]])).toEqual(
      list.map(({ id, cost, gpu_ms }, index) => [
        id,
        cost.amount,
        gpu_ms === null ? null : String(gpu_ms),
        index === 3 ? null : true,
      ]),
    );
    expect(rows.map((row) => row["failure_kind"])).toEqual(list.map((row) => row.failure_kind));
    const nothing = await exported(api, token, "generations.parquet?from=2020-01-01&to=2020-02-01");
    expect((await readParquet(nothing.bytes)).rows).toEqual([]);
  });
});

describe("the margin report as a file", () => {
  const ask = `${PERIOD}&by=feature&rule=usage`;

  it("has the report's figures, and other currencies in columns of their own", async () => {
    const answer = await api.call("GET", `/api/v1/analytics/margin?${ask}`, { token });
    const report = answer.body as MarginAnswer;
    const csv = await exportedCsv(api, token, `margin.csv?${ask}`);
    const parquet = await exported(api, token, `margin.parquet?${ask}`);
    expect(csv.name).toBe(
      "reelmeter-margin-by-feature_2026-03-01_2026-04-01_Europe-Paris_USD_rule-usage.csv",
    );
    const groups = csv.rows.filter((row) => row["value"] !== "");
    expect(groups.map((row) => [row["value"], row["spend"], row["full_margin"]])).toEqual(
      report.data.map((row) => [row.value, row.spend, row.full_margin]),
    );
    const sum = csv.rows.reduce((sum, row) => sum + parseNano(row["spend"] || "0"), 0n);
    expect(formatNano(sum)).toBe(report.totals.spend);
    expect(csv.rows.at(-1)).toMatchObject({
      spend: "",
      left_out_currency: "EUR",
      left_out_spend: "999999999.999999999",
      reason: "no_rate",
    });
    const { rows, types } = await readParquet(parquet.bytes);
    expect(types["spend"]).toBe("Nullable(Decimal(38, 9))");
    expect(rows.map((row) => row["spend"])).toEqual(csv.rows.map((row) => row["spend"] || null));
  });

  it("refuses what the report refuses, by the field's name", async () => {
    for (const [query, field] of [
      [`${PERIOD}&rule=weights`, "rule"],
      [`${PERIOD}&dialect=excel-de`, "dialect"],
      ["from=2026-03-01T08:00:00Z&to=2026-04-01&tz=UTC", "from"],
      [`${PERIOD}&by=user`, "by"],
    ] as const) {
      const answer = await api.call("GET", `/api/v1/export/margin.csv?${query}`, { token });
      expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
    }
  });
});

describe("an export", () => {
  it("refuses bad input by the field's name, and whoever is not signed in", async () => {
    for (const [path, field] of [
      ["focus.csv?from=2026-13-01", "from"],
      ["focus.csv?dialect=excel-fr", "dialect"],
      ["generations.csv?tz=Nowhere", "tz"],
      ["generations.parquet?colour=red", "colour"],
      ["generations.csv?status=odd", "status[0]"],
    ] as const) {
      const answer = await api.call("GET", `/api/v1/export/${path}`, { token });
      expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
    }
    const nobody = await api.app.request(`${PUBLIC_URL}/api/v1/export/focus.csv`);
    expect(nobody.status).toBe(401);
  });

  it("go out as they are, while JSON is compressed for whoever takes it", async () => {
    const headers = { authorization: `Bearer ${token}`, "accept-encoding": "gzip" };
    const file = await api.app.request(`${PUBLIC_URL}/api/v1/export/focus.csv`, { headers });
    expect([file.status, file.headers.get("content-encoding")]).toEqual([200, null]);
    await file.text();
    const json = await api.app.request(`${PUBLIC_URL}/api/v1/me`, { headers });
    expect(json.headers.get("content-encoding")).toBe("gzip");
    expect(json.headers.get("vary")).toMatch(/accept-encoding/i);
    const plain = await api.call("GET", "/api/v1/me", { token });
    expect(gunzipSync(Buffer.from(await json.arrayBuffer())).toString()).toBe(plain.text);
  });
});
