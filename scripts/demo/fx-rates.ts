import type { DatedRate } from "../../db/postgres/management/fx-rates.ts";
import { PER_USD } from "./launch-plan.ts";

const WEEK_MS = 7 * 86_400_000;

/** A rate of each of the history's currencies for every week of it, the one before included. */
export function demoRates(fromMs: number, toMs: number): DatedRate[] {
  const rates: DatedRate[] = [];
  for (let atMs = fromMs - WEEK_MS; atMs <= toMs; atMs += WEEK_MS) {
    const date = new Date(atMs).toISOString().slice(0, 10);
    for (const [quote, rate] of Object.entries(PER_USD)) {
      if (quote !== "USD") rates.push({ date, base: "USD", quote, rate: String(rate) });
    }
  }
  return rates;
}
