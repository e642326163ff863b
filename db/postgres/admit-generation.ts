import type { Postgres } from "./client.ts";
import type { CostColumns } from "./cost-columns.ts";
import { postgresErrorCode } from "./postgres-error.ts";

/** A jobs row at admission, columns by name. Times ISO 8601, money and seconds decimal strings. */
export interface NewGenerationRow extends CostColumns {
  readonly generation_id: string;
  readonly workspace_id: string;
  readonly upstream_id: string;
  readonly upstream: string;
  readonly provider: string;
  readonly key_id: string;
  readonly instance_id: string;
  readonly operation: string;
  readonly source_provider_job_id: string | null;
  readonly feature: string;
  readonly surface: string;
  readonly customer: string;
  readonly user_id: string;
  readonly region: string;
  readonly platform: string;
  readonly plan: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly model: string;
  readonly resolution: string;
  readonly requested_seconds: string | null;
  readonly audio: boolean | null;
  readonly dimensions: Readonly<Record<string, string | number | boolean>>;
  readonly prompt_hash: string;
  readonly prompt: string | null;
  readonly created_at: string;
  readonly estimate: string | null;
}

/** Decimal strings in the metric's own unit; `most` is the rule's limit. */
export interface WantedHold {
  readonly rule_id: string;
  readonly subject: string;
  readonly window_start: string;
  readonly metric: string;
  readonly most: string;
  readonly amount: string;
}

export interface HoldRefusal {
  readonly ruleId: string;
  readonly used: string;
  readonly held: string;
  readonly limit: string;
}

/**
 * Inserts the job and takes all its holds, or none: one call, one transaction. The same generation again changes
 * nothing.
 * @returns null when admitted, else the first rule (by id) whose hold does not fit.
 */
export async function admitGeneration(
  pg: Postgres,
  job: NewGenerationRow,
  holds: readonly WantedHold[],
): Promise<HoldRefusal | null> {
  const wanted = holds.length === 0 ? null : JSON.stringify(holds);
  try {
    await pg.sql`select admit_generation(${JSON.stringify(job)}::jsonb, ${wanted}::jsonb)`;
    return null;
  } catch (error) {
    if (postgresErrorCode(error) !== HOLD_REFUSED) throw error;
    return refusalOf(error);
  }
}

/** Raised by admit_generation. */
const HOLD_REFUSED = "RM001";

function refusalOf(error: unknown): HoldRefusal {
  const detail = error instanceof Error && "detail" in error ? error.detail : null;
  if (typeof detail !== "string") throw error;
  const read: Record<string, unknown> = JSON.parse(detail);
  return {
    ruleId: String(read["rule_id"]),
    used: String(read["used"]),
    held: String(read["held"]),
    limit: String(read["limit"]),
  };
}
