import type { EconomicsAnswer } from "../../api/contract/economics.ts";
import type { Measures } from "../../api/contract/measures.ts";
import { divideRounded, formatNano, parseNano } from "../../domain/money.ts";
import { knownSpend } from "./known-spend.ts";

/** An amount for each of something; null where there is nothing to divide by, or nothing known. */
export interface UnitCost {
  readonly amount: string | null;
  /** What it was divided by, a count or seconds as a decimal. */
  readonly per: string;
}

export interface UnitEconomics {
  readonly requested: UnitCost;
  readonly finished: UnitCost;
  readonly kept: UnitCost;
  readonly second: UnitCost;
}

/** What one clip costs, by what is called a clip, and what one second costs. */
export function unitEconomics(figures: Measures): UnitEconomics {
  const spend = knownSpend(figures);
  return {
    requested: { amount: figures.cost_per_generation, per: String(figures.priced) },
    finished: { amount: each(spend, figures.succeeded), per: String(figures.succeeded) },
    kept: {
      amount: spend === null ? null : figures.cost_per_delivered,
      per: String(figures.delivered),
    },
    second: { amount: figures.cost_per_second, per: figures.priced_seconds },
  };
}

type Totals = EconomicsAnswer["totals"];
type Ledger = Pick<Totals, "spend" | "revenue" | "unpriced" | "cost_per_clip"> & {
  readonly payers: Pick<Totals["payers"], "active_users" | "generations">;
};

/** What paying users would have to carry; everyone else's clips are on their bill too. */
export function payersShare({ spend, revenue, payers, unpriced, cost_per_clip: clip }: Ledger): {
  readonly user: UnitCost;
  /** The price of one of their clips at which revenue covers the spend. */
  readonly breakEven: UnitCost;
  /** What one of their clips earns now; null where that is unknown. */
  readonly earned: string | null;
} {
  const known = clip.value === null && unpriced > 0 ? null : spend;
  return {
    user: { amount: each(known, payers.active_users), per: String(payers.active_users) },
    breakEven: { amount: each(known, payers.generations), per: String(payers.generations) },
    earned: each(revenue, payers.generations),
  };
}

function each(amount: string | null, count: number): string | null {
  if (amount === null || count === 0) return null;
  return formatNano(divideRounded(parseNano(amount), BigInt(count)));
}
