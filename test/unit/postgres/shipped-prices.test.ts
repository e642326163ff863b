import { describe, expect, it } from "vitest";
import { priceInput } from "../../../api/contract/prices.ts";
import {
  EARLIEST,
  PRICE_LISTS,
  rowsOfListed,
  type ShippedPrice,
} from "../../../db/postgres/management/shipped-prices.ts";
import { priceVersion } from "../../../db/postgres/price-version.ts";
import { multiplyNano, parseNano } from "../../../domain/money.ts";
import { priceRequest, type DimensionValue, type PricedRequest } from "../../../domain/pricing.ts";

const SHIPPED = PRICE_LISTS.flatMap((list) =>
  list.prices.map((price) => ({ list, price, rows: rowsOfListed(list, price) })),
);
const ROWS = SHIPPED.flatMap((each) => each.rows);
const SEEDED_AT = new Date("2026-11-22T00:00:00Z");

const BOOK = ROWS.map((row) => {
  const version = priceVersion({
    ...row,
    workspaceId: null,
    book: null,
    minimumUnits: row.minimumUnits ?? null,
    validTo: row.validTo ?? null,
    source: row.source ?? null,
    confidence: row.confidence ?? null,
    createdAt: SEEDED_AT,
    createdBy: "seed",
  });
  if (version === null) throw new Error(`no such unit: ${row.unit}`);
  return version;
});

/** The request that a row is about: its conditions and nothing else, on its first day. */
function requestFor(row: ShippedPrice, units: string): PricedRequest {
  return {
    provider: row.provider,
    model: row.model === "*" ? "a-model-without-a-price" : row.model,
    atMs: row.validFrom.getTime(),
    dimensions: row.conditions,
    units: { [row.unit]: parseNano(units) },
  };
}

describe("the prices that ship", () => {
  it("are 291 facts: each listed price, and each minimum of one", () => {
    const minimums = SHIPPED.filter(({ price }) => price.minimum_units !== undefined);
    expect(SHIPPED.length + minimums.length).toBe(291);
    expect(new Set(PRICE_LISTS.map((list) => list.provider)).size).toBe(20);
  });

  it.each(SHIPPED)(
    "are hit and give their amount: $list.provider $price.model $price.unit $price.conditions",
    ({ price, rows }) => {
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        expect(priceRequest(BOOK, requestFor(row, "3"))).toEqual({
          kind: "priced",
          amount: multiplyNano(parseNano(price.amount), parseNano("3")),
          currency: "USD",
          calculation: {
            priceId: row.id,
            unit: price.unit,
            units: parseNano("3"),
            unitAmount: parseNano(price.amount),
          },
        });
      }
    },
  );

  it("charge their minimum for less", () => {
    const least = SHIPPED.flatMap(({ price, rows }) =>
      price.minimum_units === undefined ? [] : rows,
    );
    const charged = least.map((row) => priceRequest(BOOK, requestFor(row, "0.5")));
    expect(charged).toMatchObject([{ amount: parseNano("0.56"), currency: "USD" }]);
  });

  it.each<[string, string, Record<string, DimensionValue>, Record<string, string>, string]>([
    [
      "google_gemini",
      "veo-3.1-fast-generate-preview",
      { resolution: "1080p", audio: true },
      { second: "8" },
      "0.96",
    ],
    [
      "google_vertex",
      "veo-3.1-generate-001",
      { resolution: "4k", audio: false },
      { second: "8" },
      "3.2",
    ],
    [
      "kling",
      "kling-v3",
      { resolution: "1080p", mode: "pro", audio: true },
      { second: "10" },
      "1.68",
    ],
    [
      "luma",
      "ray-3.2",
      { type: "video", resolution: "1080p", duration: "10s", hdr: false },
      {},
      "3.6",
    ],
    [
      "byteplus_ark",
      "dreamina-seedance-2-5-260628",
      { resolution: "480p", video_input: false },
      { token: "108900" },
      "1.16523",
    ],
    [
      "byteplus_ark",
      "dreamina-seedance-2-5-260628",
      { resolution: "720p", video_input: false },
      { token: "108900" },
      "1.16523",
    ],
    ["replicate", "somebody/some-model", { hardware: "gpu-h100" }, { gpu_second: "100" }, "0.1525"],
    ["runway", "a-new-model", {}, { credit: "60" }, "0.6"],
    ["xai", "grok-imagine-video", { input: "image" }, { image: "2" }, "0.004"],
    ["xai", "grok-imagine-video", { input: "video" }, { input_second: "5" }, "0.05"],
    ["xai", "a-new-model", { field: "usage.cost_in_usd_ticks" }, { tick: "50000000" }, "0.05"],
    [
      "openrouter",
      "black-forest-labs/flux-video-upscale",
      { sku: "cents_per_megapixel_second_precise" },
      { megapixel_second: "10" },
      "0.75",
    ],
    ["openrouter", "runway/aleph-2", { sku: "cents_per_second_output" }, { second: "1" }, "0.56"],
    ["openrouter", "runway/aleph-2", { sku: "cents_per_second_output" }, { second: "10" }, "2.8"],
  ])(
    "of %s for %s %j and %j come to what the arithmetic says",
    (provider, model, dimensions, units, amount) => {
      const match = priceRequest(BOOK, {
        provider,
        model,
        atMs: Date.UTC(2026, 10, 1),
        dimensions,
        units: Object.fromEntries(
          Object.entries(units).map(([unit, count]) => [unit, parseNano(count)]),
        ),
      });
      expect(match).toMatchObject({ kind: "priced", amount: parseNano(amount), currency: "USD" });
    },
  );

  it("keep the ids that earlier builds gave them, and give every other row its own", () => {
    const ids = ROWS.map((row) => row.id);
    expect(new Set(ids).size).toBe(ROWS.length);
    const first = ROWS.find((row) => row.provider === "openai");
    expect(first?.id).toBe("bca9175c-fcaf-8ded-84c8-a49288890578");
    expect(ids).toContain("c213cef3-4da8-83cd-82fa-551200a9d3bf");
  });

  it("could have been written by a workspace, and say where they are from", () => {
    for (const { list, price, rows } of SHIPPED) {
      expect(list.sources[price.source]).toMatch(/\.$/);
      expect(["high", "medium", "low"]).toContain(price.confidence);
      for (const row of rows) {
        const { provider, model, unit, conditions, amount, currency, source } = row;
        const written = { provider, model, unit, conditions, amount, currency, source };
        expect(priceInput.safeParse({ ...written, valid_from: EARLIEST }).error).toBeUndefined();
      }
    }
  });
});
