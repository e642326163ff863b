import { describe, expect, it } from "vitest";
import type { GenerationDetail } from "../../../api/contract/generations.ts";
import { createFormat } from "../../../web/format/create-format.ts";
import { en } from "../../../web/i18n/en.ts";
import { fr } from "../../../web/i18n/fr.ts";
import { whyCost } from "../../../web/pages/generations/why-cost.ts";
import { GENERATION_DETAIL as CLIP } from "../../support/generation-detail.ts";

const cost = (basis: GenerationDetail["cost"]["basis"], amount: string | null = "0.96") => ({
  cost: {
    amount,
    currency: amount === null ? null : "USD",
    basis,
    unpriced_reason: basis === "unpriced" ? "no_price_for_model" : null,
  },
});
const bare = { calculation: null, price: null };
const english = createFormat("en-US", "UTC");
const why = (change: Partial<GenerationDetail>) => whyCost({ ...CLIP, ...change }, en, english);

describe("why a clip costs what it costs", () => {
  it.each<[string, Partial<GenerationDetail>, string]>([
    [
      "a product",
      {},
      "8 s of 1280x720 at $0.12 a second, from the card of Nov 3, 2026, as it was asked for: $0.96.",
    ],
    [
      "units of the provider",
      cost("billed_units"),
      "8 s of 1280x720 at $0.12 a second, from the card of Nov 3, 2026, units named by the provider: $0.96.",
    ],
    [
      "a least charge",
      { price: { ...priceOf(), minimum_units: "8.000000000" } },
      "8 s of 1280x720 at $0.12 a second (the price counts at least 8 s of 1280x720), from the card of Nov 3, 2026, as it was asked for: $0.96.",
    ],
    [
      "what is no plain product",
      cost("billed_units", "0.90"),
      "8 s of 1280x720 at $0.12 a second, from the card of Nov 3, 2026, units named by the provider: $0.90, which is not the plain product.",
    ],
    [
      "a version that is gone",
      { price: null },
      "8 s of 1280x720 at $0.12 a second, from a price version that is not in the book any more, as it was asked for: $0.96.",
    ],
    [
      "money of the provider",
      { ...bare, ...cost("reported") },
      "The provider named the money itself, so nothing was multiplied: $0.96.",
    ],
    [
      "parts",
      { ...bare, ...cost("billed_units") },
      "The sum of several parts that the provider billed, each at its own price: $0.96.",
    ],
    [
      "a fleet",
      { ...bare, ...cost("gpu_time"), gpu_ms: 90_000 },
      "1 min 30 s of GPU time at what the upstream’s GPUs cost an hour: $0.96.",
    ],
    [
      "nothing billed",
      { ...bare, ...cost("rate_card", "0"), status: "failed" },
      "Nothing is billed for a generation that ends as failed: $0.00.",
    ],
    [
      "a hold",
      { ...cost("estimate"), status: "running" },
      "8 s of 1280x720 at $0.12 a second, from the card of Nov 3, 2026 would come to $0.96: so much is set aside until its outcome is known.",
    ],
    [
      "a lost job",
      { ...cost("estimate"), status: "lost" },
      "The upstream lost sight of it: $0.96 stays set aside until an operator releases it or the job is found again.",
    ],
    [
      "no price",
      { ...bare, ...cost("unpriced", null) },
      "Nobody knows what it cost: the price book has nothing for this model.",
    ],
    [
      "no price while it runs",
      { ...bare, ...cost("unpriced", null), status: "running" },
      "Nothing is set aside and its cost will be unknown: the price book has nothing for this model.",
    ],
  ])("is said of %s", (_what, change, sentence) => {
    expect(why(change)).toBe(sentence);
  });

  it("names what a standing re-rating changed, and not one that was taken back", () => {
    const rerate = {
      id: "r",
      applied_at: "2026-11-24T10:00:00.000Z",
      reverted_at: null,
      before: { amount: null, currency: null },
      after: { amount: "0.960000000", currency: "USD" },
    };
    expect(why({ rerates: [rerate] })).toContain(
      " Re-rated on Nov 24, 2026: it was unknown before.",
    );
    const back = { ...rerate, reverted_at: "2026-11-25T10:00:00.000Z" };
    expect(why({ rerates: [back] })).not.toContain("Re-rated");
  });

  it("is said in French with French figures", () => {
    const text = whyCost(CLIP, fr, createFormat("fr-FR", "Europe/Paris")).replaceAll(/\s/g, " ");
    expect(text).toBe(
      "8 s de 1280x720 à 0,12 $US la seconde, selon le tarif du 3 nov. 2026, telle que demandée : 0,96 $US.",
    );
  });
});

function priceOf(): NonNullable<GenerationDetail["price"]> {
  if (CLIP.price === null) throw new Error("the clip has a price");
  return CLIP.price;
}
