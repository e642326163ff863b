import type { GenerationRow } from "../../db/clickhouse/rows/generation-row.ts";
import { generationRow } from "../../db/clickhouse/rows/generation-row.ts";
import { uuidV7 } from "../../domain/uuid-v7.ts";

/** What a test says about a clip; the rest is a plain success of eight seconds. */
export interface ClipFacts {
  readonly workspaceId: string;
  readonly createdAtMs: number;
  /** Ten bytes that make the id. */
  readonly random: Uint8Array;
  readonly version?: number;
  readonly state?: string;
  readonly cost?: string | null;
  readonly currency?: string | null;
  readonly costBasis?: string;
  readonly estimate?: string | null;
  readonly feature?: string;
  readonly user?: string;
  readonly model?: string;
  readonly tags?: Record<string, string>;
  readonly promptHash?: string;
  readonly downloaded?: boolean;
  readonly downloadsPass?: boolean;
  readonly durationMs?: number;
  readonly gpuMs?: number | null;
}

/** A row of generations_v1 through the same door as the outbox's facts. */
export function clipRow(facts: ClipFacts): GenerationRow {
  const { createdAtMs } = facts;
  const iso = (ms: number) => new Date(ms).toISOString();
  return generationRow({
    workspace_id: facts.workspaceId,
    generation_id: uuidV7(createdAtMs, facts.random),
    version: facts.version ?? 3,
    operation: "create",
    state: facts.state ?? "succeeded",
    provider: "openai",
    upstream: "openai",
    key_id: "key",
    provider_job_id: "video_1",
    source_provider_job_id: null,
    feature: facts.feature ?? "create",
    surface: "web",
    customer: "(none)",
    user_id: facts.user ?? "u_1",
    region: "FR",
    platform: "web",
    plan: "free",
    tags: facts.tags ?? {},
    model: facts.model ?? "sora-2",
    resolution: "1280x720",
    requested_seconds: "8.000",
    video_seconds: "8.000",
    audio: null,
    dimensions: { size: "1280x720" },
    prompt_hash: facts.promptHash ?? "",
    submitted_at: iso(createdAtMs),
    started_at: null,
    finished_at: iso(createdAtMs + (facts.durationMs ?? 60_000)),
    settled_at: null,
    lost_at: null,
    downloads_pass: facts.downloadsPass,
    first_downloaded_at: facts.downloaded === false ? null : iso(createdAtMs + 70_000),
    gpu_ms: facts.gpuMs === undefined ? 1000 : facts.gpuMs,
    gpu_basis: null,
    gpu_type: null,
    estimate: facts.estimate === undefined ? "0.8" : facts.estimate,
    cost: facts.cost === undefined ? "0.8" : facts.cost,
    currency: facts.currency === undefined ? "USD" : facts.currency,
    cost_basis: facts.costBasis ?? "rate_card",
    unpriced_reason: null,
    price_id: null,
    price_unit: null,
    units: null,
    unit_amount: null,
    failure_kind: null,
    failure_code: null,
    failure_message: null,
  });
}
