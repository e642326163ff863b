import { formatNano } from "../../domain/money.ts";
import type { AdmissionResult, HoldRequest, NewJob } from "../job-book.ts";
import type { AdmissionDecision } from "./proxy-ports.ts";
import type { Denial } from "./refusals.ts";

/** A limit is reached: 402 when it is money, else 429. An SDK's own retry can't help before the window ends. */
export function quotaDenial(
  refused: Extract<AdmissionResult, { kind: "refused" }>,
  holds: readonly HoldRequest[],
  nowMs: number,
): Denial {
  const hold = holds.find(({ ruleId }) => ruleId === refused.ruleId);
  const metric = hold?.metric ?? "generations";
  const subject = hold?.subject ?? "this workspace";
  const endMs = hold?.windowEndMs ?? null;
  const resetsAt = endMs === null ? null : new Date(endMs).toISOString();
  const limit = plain(refused.limit);
  const taken = plain(refused.used + refused.held);
  const resets = resetsAt === null ? "" : ` Resets ${resetsAt}.`;
  return {
    status: metric === "cost" ? 402 : 429,
    type: "quota_exceeded",
    code: "user_quota_exceeded",
    message: `Limit for ${subject} reached: ${taken} of ${limit} ${metric.replaceAll("_", " ")}.${resets}`,
    finalForSdk: true,
    ...(endMs === null
      ? {}
      : { retryAfterSeconds: Math.max(1, Math.ceil((endMs - nowMs) / 1_000)) }),
    detail: {
      rule: refused.ruleId,
      metric,
      limit,
      used: plain(refused.used),
      held: plain(refused.held),
      resets_at: resetsAt,
    },
  };
}

/** A rule on cost applies to a job whose cost nothing tells. */
export function unpricedDenial(
  job: NewJob,
  decision: Extract<AdmissionDecision, { kind: "unpriced" }>,
): Denial {
  return {
    status: 402,
    type: "quota_exceeded",
    code: "unpriced_model",
    param: "model",
    message: `No price is known for '${job.model}' and a cost limit applies. Add a price for it, or use another model.`,
    finalForSdk: true,
    detail: { rule: decision.ruleId, metric: "cost" },
  };
}

/** 30.000000000 → 30. */
function plain(nano: bigint): string {
  return formatNano(nano).replace(/\.?0+$/, "");
}
