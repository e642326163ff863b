import { createHash } from "node:crypto";
import { NONE } from "../../domain/attribution-fields.ts";
import { formatNano, multiplyNano, parseNano } from "../../domain/money.ts";
import { uuidV7 } from "../../domain/uuid-v7.ts";
import type { GenerationRow } from "../../db/clickhouse/rows/generation-row.ts";
import type { RevenueRow } from "../../db/clickhouse/rows/revenue-row.ts";
import type { LoadedRevenue } from "../../db/postgres/load-revenue.ts";
import type { Clip } from "./draw-clip.ts";
import { HARDWARE, type HistoryPrices } from "./cost-books.ts";
import { GPU_SECOND_USD } from "./launch-plan.ts";
import type { Payment } from "./revenue-of.ts";

/** Which prices, key and workspace the history belongs to. */
export interface HistoryOwner {
  readonly workspaceId: string;
  readonly upstream: string;
  readonly keyId: string;
  readonly prices: HistoryPrices;
}

const NANO_PER_MS = 1_000_000n;
const GPU_SECOND_NANO = parseNano(GPU_SECOND_USD);

/** A settled clip as the outbox would have sent it: GPU seconds × price = cost, to the nano. */
export function historyRow(clip: Clip, owner: HistoryOwner): GenerationRow {
  const units = BigInt(clip.gpuMs) * NANO_PER_MS;
  const cost = formatNano(multiplyNano(GPU_SECOND_NANO, units));
  const made = clip.state === "succeeded" || clip.state === "blocked";
  const seconds = `${clip.seconds}.000`;
  return {
    workspace_id: owner.workspaceId,
    generation_id: clip.id,
    created_at: iso(clip.createdAtMs),
    version: 3,
    operation: clip.feature === "extend" ? "extend" : clip.feature === "remix" ? "remix" : "create",
    state: clip.state,
    provider: "openai",
    upstream: owner.upstream,
    key_id: owner.keyId,
    provider_job_id: clip.providerJobId,
    source_provider_job_id: "",
    feature: clip.feature,
    surface: clip.surface,
    customer: clip.customer ?? NONE,
    user_id: clip.user,
    region: clip.region,
    platform: clip.platform,
    plan: clip.plan,
    tags: {},
    model: clip.model,
    resolution: clip.resolution,
    requested_seconds: seconds,
    video_seconds: made ? seconds : null,
    audio: true,
    dimensions: JSON.stringify({
      size: clip.resolution,
      seconds: clip.seconds,
      audio: true,
      hardware: HARDWARE,
    }),
    prompt_hash: clip.promptHash,
    submitted_at: iso(clip.createdAtMs + 240),
    started_at: iso(clip.startedAtMs),
    finished_at: iso(clip.finishedAtMs),
    settled_at: iso(clip.finishedAtMs + 350),
    lost_at: null,
    downloads_pass: true,
    first_downloaded_at: clip.downloadedAtMs === null ? null : iso(clip.downloadedAtMs),
    gpu_ms: clip.gpuMs,
    gpu_basis: "profile",
    gpu_type: HARDWARE,
    estimate: cost,
    cost,
    currency: "USD",
    cost_basis: "gpu_time",
    unpriced_reason: "",
    price_id: owner.prices[clip.model],
    price_unit: "gpu_second",
    units: formatNano(units),
    unit_amount: GPU_SECOND_USD,
    failure_kind: clip.failureKind,
    failure_code: clip.failureCode,
    failure_message: "",
  };
}

/** A payment as the outbox would have sent it. */
export function paymentRow(payment: Payment, owner: HistoryOwner): RevenueRow {
  const { clip } = payment;
  return {
    workspace_id: owner.workspaceId,
    revenue_id: uuidV7(payment.occurredAtMs, createHash("sha256").update(payment.id).digest()),
    version: 1,
    external_id: payment.id,
    occurred_at: iso(payment.occurredAtMs),
    feature: payment.feature ?? NONE,
    surface: clip.surface,
    customer: clip.customer ?? NONE,
    user_id: clip.user,
    region: clip.region,
    platform: clip.platform,
    plan: clip.plan,
    amount: payment.amount,
    currency: payment.currency,
    source: "demo",
    note: payment.kind,
    deleted: false,
  };
}

/** The same payment as the books have it. */
export function revenueEntry(row: RevenueRow): LoadedRevenue {
  return {
    id: row.revenue_id,
    workspaceId: row.workspace_id,
    externalId: row.external_id,
    version: row.version,
    occurredAt: new Date(row.occurred_at),
    feature: row.feature,
    surface: row.surface,
    customer: row.customer,
    userId: row.user_id,
    region: row.region,
    platform: row.platform,
    plan: row.plan,
    amount: row.amount,
    currency: row.currency,
    source: row.source,
    note: row.note,
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
