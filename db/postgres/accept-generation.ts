import type { Postgres } from "./client.ts";
import { postgresErrorCode } from "./postgres-error.ts";

/**
 * accepted: now · again: known already · closed: its outcome is known, or it has another provider job ·
 * missing: no such generation · taken: the provider job belongs to another generation.
 */
export type AcceptResult = "accepted" | "again" | "closed" | "missing" | "taken";

/** Writes that the upstream took the job, with its outbox row; the worker looks at it after `firstPollMs`. */
export async function acceptGeneration(
  pg: Postgres,
  accepted: {
    readonly generationId: string;
    readonly providerJobId: string;
    readonly atMs: number;
    readonly firstPollMs: number;
  },
): Promise<AcceptResult> {
  const at = new Date(accepted.atMs).toISOString();
  try {
    const [row] = await pg.sql<{ result: AcceptResult }[]>`
      select accept_generation(${accepted.generationId}::uuid, ${accepted.providerJobId}::text,
        ${at}::timestamptz, ${accepted.firstPollMs}::integer) as result`;
    return row?.result ?? "missing";
  } catch (error) {
    if (postgresErrorCode(error) === UNIQUE_VIOLATION) return "taken";
    throw error;
  }
}

const UNIQUE_VIOLATION = "23505";
