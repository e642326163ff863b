import { formatNano, multiplyNano, parseNano } from "../../domain/money.ts";
import type { GenerationDetail, GenerationRow, TimelineEvent } from "../contract/generations.ts";
import type { GenerationFacts } from "./generation-facts.ts";

/** A generation as lists show it. */
export function showGeneration(facts: GenerationFacts): GenerationRow {
  return {
    id: facts.id,
    status: facts.state,
    operation: facts.operation,
    created_at: iso(facts.createdAtMs),
    submitted_at: isoOrNull(facts.submittedAtMs),
    started_at: isoOrNull(facts.startedAtMs),
    finished_at: isoOrNull(facts.finishedAtMs),
    settled_at: isoOrNull(facts.settledAtMs),
    first_downloaded_at: isoOrNull(facts.firstDownloadedAtMs),
    downloads_pass: facts.downloadsPass,
    feature: facts.feature,
    surface: facts.surface,
    customer: facts.customer,
    user: facts.user,
    region: facts.region,
    platform: facts.platform,
    plan: facts.plan,
    tags: { ...facts.tags },
    provider: facts.provider,
    upstream: facts.upstream,
    model: facts.model,
    resolution: facts.resolution,
    key_id: facts.keyId,
    provider_job_id: facts.providerJobId,
    video_seconds: nineDecimals(facts.videoSeconds),
    gpu_ms: facts.gpuMs,
    gpu_basis: facts.gpuBasis,
    cost: {
      amount: nineDecimals(facts.cost),
      currency: facts.currency,
      basis: facts.costBasis,
      unpriced_reason: facts.unpricedReason,
    },
    estimate: nineDecimals(facts.estimate),
    failure_kind: facts.failureKind,
    version: facts.version,
  };
}

type CalculatedFacts = Pick<
  GenerationFacts,
  "priceId" | "priceUnit" | "units" | "unitAmount" | "cost" | "currency"
>;

/** How the cost came about, so that it can be redone by hand; null when nothing was multiplied. */
export function calculationOf(facts: CalculatedFacts): GenerationDetail["calculation"] {
  const { priceId, priceUnit, units, unitAmount, cost, currency } = facts;
  if (
    priceId === null ||
    priceUnit === null ||
    units === null ||
    unitAmount === null ||
    cost === null ||
    currency === null
  ) {
    return null;
  }
  const [amount, count, price] = [parseNano(cost), parseNano(units), parseNano(unitAmount)];
  const sign = multiplyNano(count, price) === amount ? "=" : "≠";
  const factors = `${formatNano(count)} ${priceUnit} × ${formatNano(price)} ${currency}`;
  return {
    price_id: priceId,
    unit: priceUnit,
    units: formatNano(count),
    unit_amount: formatNano(price),
    currency,
    amount: formatNano(amount),
    sentence: `${factors} ${sign} ${formatNano(amount)} ${currency}`,
  };
}

/** What happened when, in the order of time. */
export function timelineOf(facts: GenerationFacts): TimelineEvent[] {
  const times: readonly (readonly [TimelineEvent["event"], number | null])[] = [
    ["created", facts.createdAtMs],
    ["submitted", facts.submittedAtMs],
    ["started", facts.startedAtMs],
    ["lost", facts.lostAtMs],
    ["finished", facts.finishedAtMs],
    ["settled", facts.settledAtMs],
    ["downloaded", facts.firstDownloadedAtMs],
  ];
  const known = times
    .flatMap(([event, atMs]) => (atMs === null ? [] : [{ event, atMs }]))
    .toSorted((a, b) => a.atMs - b.atMs);
  return known.map(({ event, atMs }, index) => ({
    event,
    at: iso(atMs),
    after_ms: index === 0 ? null : atMs - (known[index - 1]?.atMs ?? atMs),
  }));
}

/** Both stores cut zeros in their own way; answers have all nine decimals. */
export function nineDecimals(decimal: string | null): string | null {
  return decimal === null ? null : formatNano(parseNano(decimal));
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

function isoOrNull(atMs: number | null): string | null {
  return atMs === null ? null : iso(atMs);
}
