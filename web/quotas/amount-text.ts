import type { QuotaMetric } from "../../domain/quota/rule.ts";
import type { Format } from "../format/create-format.ts";
import type { Messages } from "../i18n/en.ts";

/**
 * An amount of a metric with its unit: "5 generations", "$2.00", "3 at once".
 * @param decimal plain decimal string of the wire; cost is in the workspace's currency
 */
export function amountText(
  decimal: string,
  metric: QuotaMetric,
  currency: string,
  t: Messages,
  format: Pick<Format, "money" | "decimal">,
): string {
  if (metric === "cost") return format.money(decimal, currency);
  // A plural is chosen by the number; the digits come from the decimal string.
  return t.quotas.amounts[metric](Number(decimal), format.decimal(decimal));
}
