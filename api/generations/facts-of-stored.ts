import { z } from "@hono/zod-openapi";
import {
  COST_BASES,
  FAILURE_KINDS,
  GENERATION_STATES,
  GPU_BASES,
  OPERATIONS,
} from "../../domain/generation.ts";
import type { StoredGeneration } from "../../db/clickhouse/queries/generations.ts";
import type { GenerationFacts } from "./generation-facts.ts";
import { oneOf, oneOfOrNull } from "./known-word.ts";

const dimensions = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** A row of the analytic store as facts; it keeps absent text as "". */
export function factsOfStored(row: StoredGeneration): GenerationFacts {
  return {
    id: row.generation_id,
    state: oneOf(GENERATION_STATES, row.state),
    operation: oneOf(OPERATIONS, row.operation),
    createdAtMs: row.created_at_ms,
    submittedAtMs: row.submitted_at_ms,
    startedAtMs: row.started_at_ms,
    finishedAtMs: row.finished_at_ms,
    settledAtMs: row.settled_at_ms,
    lostAtMs: row.lost_at_ms,
    downloadsPass: row.downloads_pass,
    firstDownloadedAtMs: row.first_downloaded_at_ms,
    feature: row.feature,
    surface: row.surface,
    customer: row.customer,
    user: row.user_id,
    region: row.region,
    platform: row.platform,
    plan: row.plan,
    tags: row.tags,
    provider: row.provider,
    upstream: row.upstream,
    model: row.model,
    resolution: row.resolution,
    keyId: row.key_id,
    providerJobId: orNull(row.provider_job_id),
    sourceProviderJobId: orNull(row.source_provider_job_id),
    requestedSeconds: row.requested_seconds,
    videoSeconds: row.video_seconds,
    audio: row.audio,
    dimensions: row.dimensions === "" ? {} : dimensions.parse(JSON.parse(row.dimensions)),
    gpuMs: row.gpu_ms,
    gpuBasis: oneOfOrNull(GPU_BASES, row.gpu_basis),
    gpuType: orNull(row.gpu_type),
    cost: row.cost,
    currency: orNull(row.currency),
    costBasis: oneOf(COST_BASES, row.cost_basis),
    unpricedReason: orNull(row.unpriced_reason),
    estimate: row.estimate,
    priceId: orNull(row.price_id),
    priceUnit: orNull(row.price_unit),
    units: row.units,
    unitAmount: row.unit_amount,
    failureKind: oneOfOrNull(FAILURE_KINDS, row.failure_kind),
    failureCode: orNull(row.failure_code),
    failureMessage: orNull(row.failure_message),
    version: row.version,
  };
}

function orNull(text: string): string | null {
  return text === "" ? null : text;
}
