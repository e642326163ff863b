import type { NewGenerationRow, WantedHold } from "../../db/postgres/admit-generations.ts";
import { costColumns } from "../../db/postgres/cost-columns.ts";
import { formatNano } from "../../domain/money.ts";
import type { PlannedHold } from "../../domain/quota/plan-holds.ts";
import type { NewJob } from "../job-book.ts";

/** A create as its jobs row; the estimate stands as cost until the outcome is known. */
export function newJobRow(job: NewJob, instanceId: string): NewGenerationRow {
  const { attribution, estimate } = job;
  return {
    ...costColumns(estimate),
    estimate: estimate.basis === "unpriced" ? null : formatNano(estimate.amount),
    generation_id: job.generationId,
    workspace_id: job.workspaceId,
    upstream_id: job.upstreamId,
    upstream: job.upstream,
    provider: job.provider,
    key_id: job.keyId,
    instance_id: instanceId,
    operation: job.operation,
    source_provider_job_id: job.sourceProviderJobId,
    downloads_pass: job.downloadsPass,
    feature: attribution.feature,
    surface: attribution.surface,
    customer: attribution.customer,
    user_id: attribution.user,
    region: attribution.region,
    platform: attribution.platform,
    plan: attribution.plan,
    tags: attribution.tags,
    model: job.model,
    resolution: job.resolution,
    requested_seconds: job.requestedSeconds === null ? null : formatNano(job.requestedSeconds),
    audio: job.audio,
    dimensions: job.dimensions,
    prompt_hash: job.promptHash,
    prompt: job.prompt,
    created_at: new Date(job.createdAtMs).toISOString(),
  };
}

export function wantedHold(hold: PlannedHold): WantedHold {
  const { binding, window } = hold;
  return {
    family: hold.family,
    subject: hold.subject,
    window_start: new Date(hold.windowStartMs).toISOString(),
    metric: hold.metric,
    rule_id: binding?.ruleId ?? null,
    most: binding === null ? null : formatNano(binding.limit),
    amount: hold.amount === null ? null : formatNano(hold.amount),
    rolling_seconds: window.kind === "rolling" ? window.seconds : null,
    grant_user: hold.grantUser,
    watching: hold.watching.map(({ ruleId, limit, mode }) => ({
      rule_id: ruleId,
      most: formatNano(limit),
      mode,
    })),
  };
}
