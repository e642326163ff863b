import type { Postgres } from "./client.ts";
import type { GenerationState } from "../../domain/generation.ts";
import type { CostColumns } from "./cost-columns.ts";

/** Columns of jobs to set, by name; what is absent stays. Times ISO 8601, numerics decimal strings. */
export type JobPatch = Partial<CostColumns> & {
  readonly state?: GenerationState;
  readonly progress?: number | null;
  readonly started_at?: string | null;
  readonly finished_at?: string | null;
  readonly settled_at?: string | null;
  readonly lost_at?: string | null;
  readonly outcome_unknown?: boolean;
  readonly unknown_since?: null;
  readonly unknown_detail?: null;
  readonly missing_count?: number;
  readonly missing_since?: string | null;
  readonly video_seconds?: string | null;
  readonly gpu_ms?: number | null;
  readonly gpu_basis?: string | null;
  readonly gpu_type?: string | null;
  readonly failure_kind?: string | null;
  readonly failure_code?: string | null;
  readonly failure_message?: string | null;
  readonly resolution?: string;
  readonly audio?: boolean;
  readonly dimensions?: Readonly<Record<string, string | number | boolean>>;
};

export interface SettlementWrite {
  readonly patch: JobPatch;
  /** When the worker looks again, ms from now; null: never. */
  readonly nextPollMs: number | null;
  /** What becomes of the holds; null leaves them open. */
  readonly holds: "capture" | "release" | null;
  /** Actual amounts by metric, decimal strings; a metric that is absent keeps the amount that was held. */
  readonly actual: Readonly<Record<string, string>>;
  /** Whether the new version travels to ClickHouse. */
  readonly loud: boolean;
}

/**
 * Writes what was decided on `version`: row, holds and outbox in one transaction.
 * @returns the new version, or null when another writer came first: read and decide again.
 */
export async function writeSettlement(
  pg: Postgres,
  generationId: string,
  version: number,
  write: SettlementWrite,
): Promise<number | null> {
  const [row] = await pg.sql<{ version: number | null }[]>`
    select settle_generation(${generationId}::uuid, ${version}::integer, ${JSON.stringify(write.patch)}::jsonb,
      ${write.nextPollMs}::integer, ${write.holds}::text, ${JSON.stringify(write.actual)}::jsonb,
      ${write.loud}::boolean) as version`;
  return row?.version ?? null;
}
