import type { MarginDimension } from "../../domain/finance/margin.ts";
import type { LedgerQuestion } from "./ledger-question.ts";

/** A margin report's question. */
export interface MarginQuestion extends LedgerQuestion {
  readonly by: MarginDimension;
}
