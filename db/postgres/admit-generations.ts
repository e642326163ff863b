import type { Postgres } from "./client.ts";
import type { CostColumns } from "./cost-columns.ts";

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
  readonly downloads_pass: boolean;
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

/** A part to set aside in one bucket. Decimal strings in the metric's own unit. */
export interface WantedHold {
  readonly family: string;
  readonly subject: string;
  readonly window_start: string;
  readonly metric: string;
  /** The rule that refuses what does not fit, with its limit; both null when none does. */
  readonly rule_id: string | null;
  readonly most: string | null;
  /** Null for GPU time: the most that was seen for the model, or the whole limit while nothing was. */
  readonly amount: string | null;
  /** Length of a rolling window. */
  readonly rolling_seconds: number | null;
  /** Whose grants may cover what the window lacks. */
  readonly grant_user: string | null;
  readonly watching: readonly {
    readonly rule_id: string;
    readonly most: string;
    readonly mode: "warn" | "shadow";
  }[];
}

export interface IdempotencyClaim {
  readonly scope: string;
  readonly key: string;
  /** Hex. */
  readonly body_sha256: string;
}

export interface WantedGeneration {
  readonly job: NewGenerationRow;
  readonly holds: readonly WantedHold[];
  readonly idempotency: IdempotencyClaim | null;
}

/** What was decided about one create. Amounts are decimal strings. */
export type AdmittedGeneration =
  | {
      readonly kind: "admitted";
      /** After this admission, in the lock order of the holds. Empty when it was admitted before. */
      readonly states: readonly { readonly used: string; readonly held: string }[];
      /** Watching rules that would have refused. */
      readonly exceeded: readonly string[];
      /** What the user's grants cover, by metric. */
      readonly granted: Readonly<Record<string, string | number>>;
    }
  | {
      readonly kind: "refused";
      readonly family: string;
      readonly subject: string;
      readonly rule_id: string;
      readonly used: string;
      readonly held: string;
      readonly limit: string;
      /** What the create wanted. */
      readonly amount: string;
      /** Of a rolling window: when the oldest part that counts was admitted, ms; null for others. */
      readonly oldest_ms: number | null;
    }
  | {
      readonly kind: "repeat";
      readonly same_body: boolean;
      readonly generation_id: string;
      /** Null while the first call runs, or when its answer was lost. */
      readonly status: number | null;
      readonly answer_type: string | null;
      /** Base 64. */
      readonly answer_body: string | null;
    };

/**
 * Inserts each job and takes all its holds, or neither: one call, one transaction, durable when it resolves. One
 * result for each, in the order given. The same generation again changes nothing.
 */
export async function admitGenerations(
  pg: Postgres,
  wanted: readonly WantedGeneration[],
): Promise<readonly AdmittedGeneration[]> {
  const [row] = await pg.sql<{ results: string }[]>`
    select admit_generations(${JSON.stringify(wanted)}::jsonb)::text as results`;
  if (row === undefined) throw new Error("admit_generations gave no row");
  // Written by the function above, one result for each create.
  const results = JSON.parse(row.results) as AdmittedGeneration[];
  if (results.length !== wanted.length) throw new Error("admit_generations lost a result");
  return results;
}
