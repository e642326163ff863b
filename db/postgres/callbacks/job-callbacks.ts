import type { Postgres } from "../client.ts";

export interface JobCallback {
  readonly generationId: string;
  readonly workspaceId: string;
  readonly upstreamId: string;
}

/** Notes where a generation's client wants to be called, under the digest of the token that stands in our address. */
export async function insertJobCallback(
  pg: Postgres,
  callback: JobCallback & {
    readonly tokenSha256: Uint8Array;
    readonly urlSealed: Uint8Array;
    readonly origin: string;
  },
): Promise<void> {
  await pg.sql`
    insert into job_callbacks (generation_id, workspace_id, upstream_id, token_sha256, url_sealed, origin)
    values (${callback.generationId}, ${callback.workspaceId}, ${callback.upstreamId},
      ${Buffer.from(callback.tokenSha256)}, ${Buffer.from(callback.urlSealed)}, ${callback.origin})`;
}

/** The create was not made: nobody will be called. */
export async function deleteJobCallback(pg: Postgres, generationId: string): Promise<void> {
  await pg.sql`delete from job_callbacks where generation_id = ${generationId}`;
}

/** Whose a token is, whatever the workspace: whoever calls shows no key. Null when it is nobody's. */
export async function findJobCallback(
  pg: Postgres,
  tokenSha256: Uint8Array,
): Promise<JobCallback | null> {
  const [row] = await pg.sql<
    { generation_id: string; workspace_id: string; upstream_id: string }[]
  >`
    select generation_id, workspace_id, upstream_id from job_callbacks
    where token_sha256 = ${Buffer.from(tokenSha256)}`;
  return row === undefined
    ? null
    : {
        generationId: row.generation_id,
        workspaceId: row.workspace_id,
        upstreamId: row.upstream_id,
      };
}
