import { parseNano } from "../../domain/money.ts";
import type { PriceVersion } from "../../domain/pricing.ts";

/** A seeded price of sora-2 without conditions, valid since October 2025, but for what the test changes. */
export function priceVersion(id: string, change: Partial<PriceVersion> = {}): PriceVersion {
  return {
    id,
    own: false,
    book: null,
    provider: "openai",
    model: "sora-2",
    unit: "second",
    conditions: {},
    amount: parseNano("0.10"),
    currency: "USD",
    minimumUnits: null,
    validFromMs: Date.UTC(2025, 9, 6),
    validToMs: null,
    createdAtMs: Date.UTC(2025, 9, 6),
    ...change,
  };
}
