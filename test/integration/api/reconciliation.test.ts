import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  InvoiceDetail,
  InvoiceRow,
  InvoiceWritten,
} from "../../../api/contract/reconciliation.ts";
import type { ReconciliationReport } from "../../../api/contract/reconciliation-report.ts";
import type { RerateDiff } from "../../../api/contract/rerates.ts";
import { seedPrices } from "../../../db/postgres/management/seed-prices.ts";
import { createRollupRebuilder } from "../../../ingest/deliver/rebuild-rollups.ts";
import { soleLease } from "../../../ingest/deliver/work-lease.ts";
import { continueRerate } from "../../../ingest/rerate/continue-rerate.ts";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { collectingLog } from "../../support/books.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";
import { charged, loadMarch } from "./reconcile-month.ts";

const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  await seedPrices(stores.pg, new Date("2026-01-01"));
  api = apiUnderTest(stores);
}, 60_000);
afterAll(async () => {
  await stores.close();
});

interface Tenant {
  readonly workspaceId: string;
  readonly token: string;
}
const INVOICES = "/api/v1/reconciliation/invoices";

async function tenant(): Promise<Tenant> {
  const workspaceId = await newWorkspace(stores.pg);
  return { workspaceId, token: (await newToken(api, workspaceId, "owner")).token };
}

async function addPrice({ token }: Tenant, change: Record<string, unknown>): Promise<string> {
  const price = { provider: "openai", model: "sora-2", unit: "second", currency: "USD" };
  const body = { ...price, valid_from: "2026-01-01", ...change };
  const answer = await api.call("POST", "/api/v1/prices", { token, body });
  expect(answer.status).toBe(201);
  return String(answer.body["id"]);
}

async function handIn({ token }: Tenant, body: Record<string, unknown>): Promise<InvoiceWritten> {
  const base = { name: "INV-3", provider: "openai", currency: "USD" };
  const answer = await api.call("POST", INVOICES, { token, body: { ...base, ...body } });
  expect(answer.status).toBe(200);
  return answer.body as unknown as InvoiceWritten;
}

async function report({ token }: Tenant, id: string | null): Promise<ReconciliationReport> {
  const answer = await api.call("GET", `${INVOICES}/${String(id)}/report`, { token });
  expect(answer.status).toBe(200);
  expectSums(answer.body as unknown as ReconciliationReport);
  return answer.body as unknown as ReconciliationReport;
}

/** Parts sum to the whole, to the nano. */
function expectSums({ totals, models }: ReconciliationReport): void {
  const { matched, differs, billed_only, metered_only } = totals;
  const classes = [matched, differs, billed_only, metered_only];
  const sum = (amounts: readonly string[]) =>
    formatNano(amounts.reduce((all, each) => all + parseNano(each), 0n));
  for (const side of ["billed", "metered"] as const) {
    expect(sum(classes.map((each) => each[side]))).toBe(totals[side]);
    expect(sum(models.map((each) => each[side]))).toBe(totals[side]);
  }
  expect(sum([totals.explained, totals.unexplained])).toBe(totals.remainder);
  expect(sum(models.map(({ difference }) => difference))).toBe(totals.remainder);
  const cells = models.flatMap((model) => model.cells);
  expect(sum(cells.map(({ billed }) => billed ?? "0"))).toBe(totals.billed);
  expect(sum(cells.map(({ metered }) => metered ?? "0"))).toBe(totals.metered);
}

/** Enters the proposed prices and applies the proposed re-ratings; each dry run must promise what was explained. */
async function correct(who: Tenant, { proposals }: ReconciliationReport): Promise<void> {
  const { token } = who;
  for (const proposal of proposals) {
    const { prices, ...rerate } = proposal.rerate;
    for (const body of prices) {
      expect((await api.call("POST", "/api/v1/prices", { token, body })).status).toBe(201);
    }
    const dry = await api.call("POST", "/api/v1/prices/rerate", { token, body: rerate });
    expect(dry.status).toBe(200);
    const { changed, newly_priced, before, after } = dry.body["diff"] as RerateDiff;
    expect(changed + newly_priced).toBe(proposal.generations);
    const usd = (amounts: Record<string, string>) => parseNano(amounts["USD"] ?? "0");
    expect(formatNano(usd(after) - usd(before))).toBe(proposal.explains);
    const body = { ...rerate, dry_run: false };
    expect((await api.call("POST", "/api/v1/prices/rerate", { token, body })).status).toBe(202);
    await work();
  }
}

async function work(): Promise<void> {
  const { pg, ch } = stores;
  const deps = {
    ...stores,
    reportingCurrency: "USD",
    newId: randomUUID,
    now: Date.now,
    log: collectingLog(),
    batchRows: 500,
  };
  while ((await continueRerate(deps)) === "more") continue;
  let now = Date.now();
  const rebuild = createRollupRebuilder({ pg, ch, now: () => (now += 60_000) });
  while ((await rebuild(soleLease)) === "more") continue;
}

const TIERS = { "720p": "0.10", "1080p": "0.30" } as const;

/** A month of two tiers. On the 12th to the 19th what was metered as 720p was 1080p for the provider. */
async function marchAtAWrongTier(who: Tenant) {
  const ids = {
    "720p": await addPrice(who, { conditions: { resolution: "720p" }, amount: TIERS["720p"] }),
    "1080p": await addPrice(who, { conditions: { resolution: "1080p" }, amount: TIERS["1080p"] }),
  };
  const days = Array.from({ length: 31 }, (_, index) => index + 1);
  const low = (date: number) => 3 + (date % 5);
  const high = (date: number) => 1 + (date % 3);
  const clips = days.flatMap((date) =>
    (["720p", "1080p"] as const).map((resolution) => ({
      date,
      clips: resolution === "720p" ? low(date) : high(date),
      resolution,
      priceId: ids[resolution],
      perSecond: TIERS[resolution],
    })),
  );
  await loadMarch(stores, who.workspaceId, clips);
  const rows = days.flatMap((date) => {
    const isWrong = date >= 12 && date < 20;
    const day = `2026-03-${String(date).padStart(2, "0")}`;
    return [
      `${day},OpenAI sora-2 720p,"$${charged(low(date), isWrong ? "0.30" : "0.10")}"`,
      `${day},OpenAI sora-2 1080p,"$${charged(high(date), "0.30")}"`,
    ];
  });
  const wrongSeconds = days
    .filter((date) => date >= 12 && date < 20)
    .reduce((sum, date) => sum + 8 * low(date), 0);
  return {
    csv: ["Usage Date,SKU,Cost", ...rows].join("\r\n"),
    models: { "OpenAI sora-2 720p": "sora-2", "OpenAI sora-2 1080p": "sora-2" },
    explains: formatNano(BigInt(wrongSeconds) * parseNano("0.20")),
    tierId: ids["1080p"],
  };
}

describe("an invoice that is off by one price tier", () => {
  it("names the model, the days, the amount and the re-rating that explains it, after which all matches", async () => {
    const who = await tenant();
    const { csv, models, explains, tierId } = await marchAtAWrongTier(who);
    const written = await handIn(who, { csv, models });
    expect(written).toMatchObject({
      applied: true,
      outcome: "created",
      mapping: { date: "Usage Date", model: "SKU", amount: "Cost", units: null },
      invoice: { lines: 62, from: "2026-03-01", to: "2026-04-01", version: 1 },
    });
    const before = await report(who, written.invoice.id);
    expect(before.totals).toMatchObject({
      remainder: explains,
      explained: explains,
      unexplained: "0.000000000",
      matched: { cells: 23 },
      differs: { cells: 8 },
      billed_only: { cells: 0 },
      metered_only: { cells: 0 },
    });
    expect(before.unexplained).toEqual([]);
    expect(before.proposals).toMatchObject([
      {
        model: "sora-2",
        conditions: { resolution: "720p" },
        unit: "second",
        amount: "0.300000000",
        before: "0.100000000",
        valid_from: "2026-03-12T00:00:00.000Z",
        valid_to: "2026-03-20T00:00:00.000Z",
        explains,
        left_over: "0.000000000",
        tier_of: tierId,
        tier_conditions: { resolution: "1080p" },
      },
    ]);
    expect(before.proposals[0]?.days).toHaveLength(8);

    await correct(who, before);
    const after = await report(who, written.invoice.id);
    expect(after.totals).toMatchObject({
      billed: before.totals.billed,
      metered: before.totals.billed,
      remainder: "0.000000000",
      matched: { cells: 31 },
      differs: { cells: 0 },
    });
    expect(after.proposals).toEqual([]);
    const list = await api.call("GET", INVOICES, { token: who.token });
    expect(list.body["data"]).toMatchObject([
      { name: "INV-3", billed: before.totals.billed, difference: "0.000000000", unpriced: 0 },
    ]);
  });

  it("is found in a month's one amount too, by the provider's flat price for all that was made", async () => {
    const who = await tenant();
    const priceId = await addPrice(who, { conditions: {}, amount: "0.10" });
    const tier = await addPrice(who, { conditions: { resolution: "4k" }, amount: "0.55" });
    const days = [2, 9, 30].map((date) => ({ date, clips: 5, resolution: "720p" }));
    await loadMarch(
      stores,
      who.workspaceId,
      days.map((day) => ({ ...day, priceId, perSecond: "0.10" })),
    );
    const lines = [{ date: "2026-03", model: "sora-2", amount: "66.00" }];
    const { invoice } = await handIn(who, { lines });
    const before = await report(who, invoice.id);
    expect(before.models[0]?.cells).toMatchObject([
      { from: "2026-03-01", to: "2026-04-01", class: "differs", metered: "12.000000000" },
    ]);
    expect(before.proposals).toMatchObject([
      { amount: "0.550000000", valid_to: null, explains: "54.000000000", tier_of: tier },
    ]);
    await correct(who, before);
    expect((await report(who, invoice.id)).totals).toMatchObject({
      remainder: "0.000000000",
      matched: { cells: 1 },
    });
  });
});

describe("a reconciliation report", () => {
  it("tells apart what only one side knows, unknown models, unknown costs and other currencies", async () => {
    const who = await tenant();
    const priceId = await addPrice(who, { conditions: {}, amount: "0.10" });
    const day = { clips: 2, resolution: "720p", priceId, perSecond: "0.10" };
    // The second day's clips are of the third day in Tokyo.
    await loadMarch(stores, who.workspaceId, [
      { ...day, date: 2, hour: 20 },
      { ...day, date: 5, model: "only-ours" },
      { ...day, date: 6, model: "unpriced", perSecond: null },
      { ...day, date: 7, model: "unpriced", perSecond: null },
    ]);
    const lines = [
      { date: "2026-03-03", model: "sora-2", amount: "1.60" },
      { from: "2026-03-10", to: "2026-03-12", model: "theirs", amount: "7" },
      { date: "2026-03-11", model: "theirs", amount: "-2.000000001" },
      { date: "2026-03-07", model: "unpriced", amount: "3" },
    ];
    const { invoice } = await handIn(who, { lines, tz: "Asia/Tokyo" });
    const shown = await report(who, invoice.id);
    expect(shown.totals).toMatchObject({
      matched: { cells: 1, billed: "1.600000000" },
      billed_only: { cells: 1, billed: "4.999999999" },
      metered_only: { cells: 2, metered: "1.600000000", unpriced: 2 },
      differs: { cells: 1, billed: "3.000000000", metered: "0.000000000", unpriced: 2 },
      explained: "0.000000000",
    });
    expect(shown.unknown_models).toEqual(["theirs"]);
    // Not known is not 0, and one amount is no price.
    const cells = shown.models.find(({ model }) => model === "unpriced")?.cells;
    expect(cells?.map((cell) => [cell.class, cell.metered])).toEqual([
      ["metered_only", null],
      ["differs", null],
    ]);
    expect(shown.unexplained).toMatchObject([{ model: "unpriced", reason: "one_amount" }]);
    const euros = await handIn(who, { lines, name: "EUR", currency: "EUR", tz: "Asia/Tokyo" });
    const foreign = await report(who, euros.invoice.id);
    expect(foreign.other_currencies).toEqual([
      { currency: "USD", metered: "3.200000000", generations: 4 },
    ]);
    expect(foreign.totals.metered).toBe("0.000000000");
    const close = await api.call("GET", `${INVOICES}/${invoice.id}/report?tolerance=10`, {
      token: who.token,
    });
    expect(close.body["totals"]).toMatchObject({ matched: { cells: 3 } });
  });

  it("prices Runway's usage by the price per credit of the book", async () => {
    const who = await tenant();
    const usedCredits = [
      { model: "gen4.5", amount: 240 },
      { model: "act_two", amount: 15 },
    ];
    const usage = { models: ["gen4.5", "act_two"], results: [{ date: "2026-11-21", usedCredits }] };
    const body = { name: "2026-11", runway_usage: usage };
    const answer = await api.call("POST", INVOICES, { token: who.token, body });
    // 255 credits at the 0.01 that ships with the product.
    expect(answer.body).toMatchObject({
      outcome: "created",
      invoice: {
        provider: "runway",
        currency: "USD",
        source: "runway_usage",
        billed: "2.550000000",
      },
      shown_lines: [
        { from: "2026-11-21", model: "gen4.5", units: "240.000000000", unit: "credit" },
        { model: "act_two", amount: "0.150000000" },
      ],
    });
    const other = { ...body, currency: "EUR" };
    const refused = await api.call("POST", INVOICES, { token: who.token, body: other });
    expect(refused.status).toBe(400);
    expect(refused.body["errors"]).toMatchObject([
      { field: "runway_usage.results[0].usedCredits[0].model" },
      { field: "runway_usage.results[0].usedCredits[1].model" },
    ]);
  });
});

describe("an invoice", () => {
  it("is known by its name: the same changes nothing, other content replaces it, and nothing is lost", async () => {
    const [who, other] = [await tenant(), await tenant()];
    const line = { date: "2026-03-03", model: "sora-2", amount: "1.60" };
    const dry = await handIn(who, { lines: [line], dry_run: true });
    expect(dry).toMatchObject({ applied: false, outcome: "created", invoice: { id: null } });
    const first = await handIn(who, { lines: [line, { ...line, model: "b" }] });
    const again = await handIn(who, { lines: [{ ...line, model: "b" }, line] });
    expect([first.outcome, again.outcome]).toEqual(["created", "unchanged"]);
    const changed = await handIn(who, { lines: [{ ...line, amount: "2" }] });
    expect(changed).toMatchObject({ outcome: "changed", invoice: { version: 2 } });
    const path = `${INVOICES}/${String(first.invoice.id)}`;
    const detail = async () =>
      (await api.call("GET", path, { token: who.token })).body as unknown as InvoiceDetail;
    expect((await detail()).versions).toMatchObject([
      { version: 2, billed: "2.000000000", lines: 1 },
      { version: 1, billed: "3.200000000", lines: 2 },
    ]);
    for (const [method, at] of [
      ["GET", path],
      ["GET", `${path}/report`],
      ["DELETE", path],
    ] as const) {
      expect((await api.call(method, at, { token: other.token })).status).toBe(404);
    }
    const viewer = (await newToken(api, who.workspaceId, "viewer")).token;
    expect((await api.call("DELETE", path, { token: viewer })).status).toBe(403);
    expect((await api.call("DELETE", path, { token: who.token })).status).toBe(200);
    expect((await api.call("DELETE", path, { token: who.token })).status).toBe(200);
    expect((await detail()).deleted_at).not.toBeNull();
    const rows = async () =>
      (await api.call("GET", INVOICES, { token: who.token })).body["data"] as InvoiceRow[];
    expect(await rows()).toEqual([]);
    expect(await handIn(who, { lines: [line] })).toMatchObject({
      outcome: "changed",
      invoice: { version: 3, deleted_at: null },
    });
    expect(await rows()).toHaveLength(1);
    const log = await api.call("GET", "/api/v1/audit-log", { token: who.token });
    const actions = (log.body["data"] as { action: string }[])
      .map(({ action }) => action)
      .filter((action) => action.startsWith("provider_invoice"));
    expect(actions).toEqual([
      "provider_invoice.write",
      "provider_invoice.delete",
      "provider_invoice.write",
      "provider_invoice.write",
    ]);
  });

  it("is refused whole, each fault by its line and column", async () => {
    const who = await tenant();
    const csv = [
      "Day;Endpoint;Menge;Einheit;Betrag;Currency",
      "2026-03-01;sora-2;8;seconds;0,80;USD",
      "2026-02-30;sora-2;8;seconds;0,80;USD",
      "2026-03-02;;1;furlongs;1.2.3;EUR",
      "2026-03-03;a;-1;minutes;(3,10);usd;more",
    ].join("\n");
    const mapping = { units: "Menge", unit: "Einheit", amount: "Betrag" };
    const base = { name: "x", provider: "openai", currency: "USD", csv };
    const refused = await api.call("POST", INVOICES, {
      token: who.token,
      body: { ...base, mapping },
    });
    expect(refused.status).toBe(400);
    const fields = (refused.body["errors"] as { field: string }[]).map(({ field }) => field);
    expect(fields).toEqual([
      "csv[3].Day",
      "csv[4].Endpoint",
      "csv[4].Betrag",
      "csv[4].Currency",
      "csv[4].Einheit",
      "csv[5]",
      "csv[5].Menge",
    ]);
    const unmapped = await api.call("POST", INVOICES, { token: who.token, body: base });
    expect(unmapped.body["errors"]).toMatchObject([{ field: "mapping.amount" }]);
    const half = { ...base, csv: `date,model,amount\n2026-03-01,a\ud800b,1` };
    const unstorable = await api.call("POST", INVOICES, { token: who.token, body: half });
    expect(unstorable.body["errors"]).toMatchObject([{ field: "csv" }]);
    const list = await api.call("GET", INVOICES, { token: who.token });
    expect(list.body["data"]).toEqual([]);
    const outside = await api.call("POST", INVOICES, {
      token: who.token,
      body: {
        name: "x",
        provider: "openai",
        currency: "USD",
        to: "2026-03-05",
        lines: [{ date: "2026-03-05", model: "m", amount: "1" }],
      },
    });
    expect(outside.body["errors"]).toMatchObject([{ field: "to" }]);
  });
});
