import type { AdmittedGeneration, IdempotencyClaim } from "./admit-generations.ts";
import type { Postgres } from "./client.ts";

type Repeat = Extract<AdmittedGeneration, { kind: "repeat" }>;

/** What a create's idempotency key was used for within its 24 hours, or null. */
export async function findFirstAnswer(
  pg: Postgres,
  workspaceId: string,
  claim: IdempotencyClaim,
): Promise<Repeat | null> {
  const [row] = await pg.sql<{ found: string }[]>`
    select repeat_of(k, ${claim.body_sha256})::text as found from idempotency_keys k
    where k.workspace_id = ${workspaceId} and k.scope = ${claim.scope} and k.key = ${claim.key}
      and k.created_at >= now() - interval '24 hours'`;
  // Written by repeat_of.
  return row === undefined ? null : (JSON.parse(row.found) as Repeat);
}

/** Keeps the first answer of a create for its repeats. */
export async function storeFirstAnswer(
  pg: Postgres,
  workspaceId: string,
  generationId: string,
  answer: { readonly status: number; readonly contentType: string; readonly body: Uint8Array },
): Promise<void> {
  await pg.sql`
    update idempotency_keys set status = ${answer.status}, answer_type = ${answer.contentType},
      answer_body = ${Buffer.from(answer.body)}
    where workspace_id = ${workspaceId} and generation_id = ${generationId}`;
}

/** Frees the key of a create that surely was not accepted: the same create may be tried again. */
export async function forgetFirstAnswer(
  pg: Postgres,
  workspaceId: string,
  generationId: string,
): Promise<void> {
  await pg.sql`
    delete from idempotency_keys where workspace_id = ${workspaceId} and generation_id = ${generationId}`;
}
