import { describe, expect, it } from "vitest";
import { countClipsMade } from "../../../domain/clips-made.ts";
import { parseNano } from "../../../domain/money.ts";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import { priceBook } from "../../../domain/rerate/choose-rate.ts";
import { reprice } from "../../../domain/rerate/reprice.ts";
import { priceVersion } from "../../support/price-versions.ts";

const T0 = Date.UTC(2026, 10, 22, 12);
const job = { requestedSeconds: parseNano("16"), dimensions: { samples: 2 } };
const seen = (clipsMade?: number): Observation => ({
  ...NOTHING_KNOWN,
  source: "poll",
  seenAtMs: T0,
  status: "succeeded",
  ...(clipsMade === undefined ? {} : { clipsMade }),
});

describe("a job of several clips", () => {
  it("is billed the seconds of those that were made, fewer or more than were asked for", () => {
    for (const [made, seconds] of [
      [1, "8"],
      [3, "24"],
    ] as const) {
      expect(countClipsMade(job, seen(made))).toMatchObject({
        videoSeconds: parseNano(seconds),
        billedUnits: { unit: "second", units: parseNano(seconds) },
      });
    }
  });

  it("is left as it was seen when all were made, or when nobody knows how many or how long", () => {
    for (const made of [undefined, 2]) {
      expect(countClipsMade(job, seen(made))).toEqual(seen(made));
    }
    expect(countClipsMade({ ...job, requestedSeconds: null }, seen(1))).toEqual(seen(1));
    expect(countClipsMade({ ...job, dimensions: {} }, seen(1))).toEqual(seen(1));
  });

  it("goes by what the provider names before what its clips come to", () => {
    const named = { unit: "token", units: parseNano("100") };
    const told = { ...seen(1), videoSeconds: parseNano("7.5"), billedUnits: named };
    expect(countClipsMade(job, told)).toEqual(told);
  });

  it("is priced anew by the seconds that were made", () => {
    const price = priceVersion("second", {
      provider: "google_gemini",
      model: "veo",
      amount: parseNano("0.2"),
    });
    const repriced = reprice(priceBook([price], null), {
      provider: "google_gemini",
      model: "veo",
      state: "succeeded",
      createdAtMs: T0,
      ...job,
      gpuMs: null,
      cost: {
        basis: "billed_units",
        amount: parseNano("0.96"),
        currency: "USD",
        calculation: {
          priceId: "other",
          unit: "second",
          units: parseNano("8"),
          unitAmount: parseNano("0.12"),
        },
      },
    });
    expect(repriced).toMatchObject({
      kind: "changed",
      cost: { basis: "billed_units", amount: parseNano("1.6") },
    });
  });
});
