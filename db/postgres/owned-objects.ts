import type { Postgres } from "./client.ts";

export interface OwnedObjectRow {
  readonly workspaceId: string;
  readonly upstreamId: string;
  readonly object: string;
  readonly providerId: string;
}

/** Notes whose an object on an upstream account is; the same note again changes nothing. */
export async function rememberOwnedObject(pg: Postgres, owned: OwnedObjectRow): Promise<void> {
  await pg.sql`insert into owned_objects (workspace_id, upstream_id, object, provider_id)
    values (${owned.workspaceId}, ${owned.upstreamId}, ${owned.object}, ${owned.providerId})
    on conflict do nothing`;
}

/** Notes that a job made these files; the same note again changes nothing. */
export async function rememberFiles(
  pg: Postgres,
  job: {
    readonly generationId: string;
    readonly workspaceId: string;
    readonly upstreamId: string;
  },
  fileIds: readonly string[],
): Promise<void> {
  await pg.sql`
    insert into owned_objects (workspace_id, upstream_id, object, provider_id, generation_id)
    select ${job.workspaceId}, ${job.upstreamId}::uuid, 'file', value, ${job.generationId}::uuid
    from jsonb_array_elements_text(${JSON.stringify(fileIds)}::jsonb)
    on conflict do nothing`;
}

export async function isOwnedObject(pg: Postgres, owned: OwnedObjectRow): Promise<boolean> {
  const rows = await pg.sql`select 1 from owned_objects where workspace_id = ${owned.workspaceId}
    and upstream_id = ${owned.upstreamId} and object = ${owned.object} and provider_id = ${owned.providerId}`;
  return rows.length > 0;
}
