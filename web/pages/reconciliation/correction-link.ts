import type { ReportProposal } from "../../../api/contract/reconciliation-report.ts";
import { stringifySearch } from "../../view/url-codec.ts";

/** The re-rating page with a proposed price filled in. */
export function correctionLink({ rerate }: ReportProposal): string {
  const [price] = rerate.prices;
  return `/prices/rerate${stringifySearch({
    ...rerate.scope,
    unit: price?.unit,
    amount: price?.amount,
    currency: price?.currency,
    valid_from: price?.valid_from,
    valid_to: price?.valid_to,
    conditions: JSON.stringify(price?.conditions ?? {}),
  })}`;
}
