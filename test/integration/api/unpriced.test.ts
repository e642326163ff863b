import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RerateDryRun } from "../../../api/contract/rerates.ts";
import type { UnpricedAnswer } from "../../../api/contract/unpriced.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
} from "./api-under-test.ts";

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
const PERIOD = { from: "2026-03-01", to: "2026-04-01" };

async function tenant() {
  const workspaceId = await newWorkspace(stores.pg);
  const { token } = await newToken(api, workspaceId, "owner");
  const book = (at: string, change = {}) =>
    bookJob(stores.pg, workspaceId, at, { ...UNPRICED, ...change });
  const price = (change: object) =>
    api.call("POST", "/api/v1/prices", {
      token,
      body: { unit: "second", amount: "0.1", currency: "USD", valid_from: "2026-01-01", ...change },
    });
  const unpriced = async () => {
    const query = new URLSearchParams({ ...PERIOD, tz: "UTC" });
    const answer = await api.call("GET", `/api/v1/prices/unpriced?${query}`, { token });
    expect(answer.status).toBe(200);
    return answer.body as UnpricedAnswer;
  };
  return { workspaceId, token, book, price, unpriced };
}

describe("what has no price", () => {
  it("is told by the price that it lacks, with that price but for its amount", async () => {
    const who = await tenant();
    // One price for a model that has none, whatever its clips are.
    await who.book("2026-03-05T08:00:00Z", { provider: "acme", model: "new" });
    await who.book("2026-03-04T23:00:00Z", {
      provider: "acme",
      model: "new",
      dimensions: { size: "720x1280", seconds: 8 },
    });
    // One for each size where prices ask for the size.
    await who.price({ provider: "acme", model: "sized", conditions: { size: "640x360" } });
    await who.book("2026-03-06T08:00:00Z", { provider: "acme", model: "sized" });
    // One for a gap in time; another that is per video, as its provider bills.
    await who.price({ provider: "acme", model: "late", valid_from: "2026-05-01" });
    await who.book("2026-03-07T08:00:00Z", { provider: "acme", model: "late" });
    await who.price({ provider: "packs", model: "known", unit: "video" });
    await who.book("2026-03-08T08:00:00Z", { provider: "packs", model: "other" });
    // What has a price by now, what runs, and what has a cost.
    await who.price({ provider: "acme", model: "mended" });
    await who.book("2026-03-09T08:00:00Z", { provider: "acme", model: "mended" });
    await who.book("2026-03-09T08:00:00Z", { state: "running" });
    await who.book("2026-03-09T08:00:00Z", { state: "lost" });
    await bookJob(stores.pg, who.workspaceId, "2026-03-09T08:00:00Z");
    await deliver(stores, who.workspaceId);

    const answer = await who.unpriced();
    expect(answer).toMatchObject({ generations: 6, left_out: 0, unsettled: 2, timezone: "UTC" });
    const found = Object.fromEntries(answer.kinds.map((kind) => [kind.model, kind]));
    expect(found["new"]).toEqual({
      provider: "acme",
      model: "new",
      reason: "no_price_for_model",
      generations: 2,
      first: "2026-03-04T23:00:00.000Z",
      last: "2026-03-05T08:00:00.000Z",
      dimensions: [
        { name: "audio", values: [true], more: 0 },
        { name: "seconds", values: expect.arrayContaining([4, 8]), more: 0 },
        { name: "size", values: expect.arrayContaining(["1280x720", "720x1280"]), more: 0 },
      ],
      suggested: {
        provider: "acme",
        model: "new",
        unit: "second",
        conditions: {},
        currency: "USD",
        valid_from: "2026-03-04",
        valid_to: null,
      },
    });
    expect(found["sized"]).toMatchObject({
      reason: "no_price_for_conditions",
      suggested: { conditions: { size: "1280x720" } },
    });
    expect(found["late"]).toMatchObject({
      reason: "no_price_at_this_time",
      suggested: { valid_from: "2026-03-07", valid_to: "2026-05-01T00:00:00.000Z" },
    });
    expect(found["other"]).toMatchObject({ suggested: { unit: "video" } });
    expect(found["mended"]).toMatchObject({ reason: null });

    // The suggestions are taken as they are: nothing is left without a price.
    const answered = await api.call("POST", "/api/v1/prices/rerate", {
      token: who.token,
      body: {
        scope: { ...PERIOD, unpriced_only: true },
        prices: answer.kinds
          .filter((kind) => kind.reason !== null)
          .map((kind) => ({ ...kind.suggested, amount: "0.2" })),
        dry_run: true,
      },
    });
    const { diff } = answered.body as RerateDryRun;
    expect([diff.looked_at, diff.newly_priced, diff.left]).toEqual([6, 6, []]);
  });

  it("is nobody else's", async () => {
    const [who, other] = [await tenant(), await tenant()];
    await other.book("2026-03-05T08:00:00Z");
    await deliver(stores, other.workspaceId);
    expect(await who.unpriced()).toMatchObject({
      generations: 0,
      kinds: [],
      left_out: 0,
      unsettled: 0,
    });
  });

  it.each([
    ["from=2026-02-30", "from"],
    ["from=2026-03-02&to=2026-03-01", "to"],
    ["tz=Nowhere", "tz"],
    ["model=x", "model"],
  ])("refuses %s naming %s", async (query, field) => {
    const { token } = await tenant();
    const answer = await api.call("GET", `/api/v1/prices/unpriced?${query}`, { token });
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
  });
});
