import type { MarginDimension } from "../../domain/finance/margin.ts";
import type { LedgerQuestion } from "./ledger-question.ts";

/** A margin report's question. */
export interface MarginQuestion extends LedgerQuestion {
  readonly by: MarginDimension;
  /** Why closed days are taken as they are now, and not as they were closed; null when they are not. */
  readonly unfrozen: "live" | "other_zone" | null;
}
