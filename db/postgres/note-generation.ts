import type { Postgres } from "./client.ts";

/**
 * Nobody knows whether the upstream took it: recovery may look for it from now on. `refusal`: what the upstream said
 * against it, which counts when it isn't found.
 */
export async function flagOutcomeUnknown(
  pg: Postgres,
  generationId: string,
  detail: string,
  refusal: { readonly code: string; readonly message: string } | null = null,
): Promise<void> {
  await pg.sql`
    update jobs set unknown_since = now(), unknown_detail = ${detail},
      refusal_code = ${refusal?.code ?? null}, refusal_message = ${refusal?.message ?? null}
    where generation_id = ${generationId} and outcome_unknown and unknown_since is null`;
}

/** The clip went to its client for the first time; a new version, for waste depends on it. */
export async function noteDownload(
  pg: Postgres,
  generationId: string,
  atMs: number,
): Promise<void> {
  await pg.sql`select note_download(${generationId}::uuid, ${new Date(atMs).toISOString()}::timestamptz)`;
}

export interface Attention {
  readonly generationId: string;
  readonly progress: number | null;
}

/** Clients were seen polling these jobs: the worker may wait another `deferMs`. One write for all of them. */
export async function noteAttention(
  pg: Postgres,
  seen: readonly Attention[],
  deferMs: number,
): Promise<void> {
  const rows = JSON.stringify(
    seen.map(({ generationId, progress }) => ({ id: generationId, progress })),
  );
  await pg.sql`
    update jobs set progress = greatest(jobs.progress, seen.progress), missing_count = 0, missing_since = null,
      next_poll_at = greatest(next_poll_at, now() + ${deferMs}::integer * interval '1 millisecond')
    from jsonb_to_recordset(${rows}::jsonb) as seen(id uuid, progress integer)
    where generation_id = seen.id and next_poll_at is not null`;
}
