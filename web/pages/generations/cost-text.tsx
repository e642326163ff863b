import type { CostAnswer } from "../../../api/contract/generations.ts";
import { Money } from "../../format/money-text.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { unpricedReason } from "./unpriced-reason.ts";

/** A cost with its basis; unknown says why, and an estimate is marked as one. */
export function CostText({ cost }: { cost: CostAnswer }) {
  const t = useMessages();
  if (cost.amount === null || cost.currency === null) {
    return (
      <span className="text-warn" title={unpricedReason(cost.unpriced_reason, t)}>
        {t.generations.shortBases.unpriced}
      </span>
    );
  }
  const isEstimate = cost.basis === "estimate";
  return (
    <span className={isEstimate ? "text-muted italic" : ""}>
      {isEstimate ? "≈ " : ""}
      <Money amount={cost.amount} currency={cost.currency} />
    </span>
  );
}
