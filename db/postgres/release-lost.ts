import type { Postgres } from "./client.ts";

export type ReleaseResult = "released" | "already_released" | "not_lost" | "not_found";

/**
 * An operator gives up on a lost generation: its holds go back, and its cost stays unknown (null, with a reason).
 * The state stays `lost`; should the upstream ever report it, the report counts. One audit row.
 */
export async function releaseLost(
  pg: Postgres,
  release: {
    readonly generationId: string;
    readonly workspaceId: string;
    readonly actor: { readonly kind: string; readonly id: string };
    readonly auditId: string;
    readonly requestId: string | null;
    readonly ip: string | null;
  },
): Promise<ReleaseResult> {
  return pg.sql.begin(async (tx) => {
    const [row] = await tx<{ result: ReleaseResult }[]>`
      select release_lost(${release.generationId}::uuid, ${release.workspaceId}) as result`;
    const result = row?.result ?? "not_found";
    if (result === "released") {
      // Whoever sent it with an idempotency key may send it again.
      await tx`
        delete from idempotency_keys
        where workspace_id = ${release.workspaceId} and generation_id = ${release.generationId}`;
      await tx`
        insert into audit_log (id, workspace_id, actor_kind, actor_id, action, target, request_id, ip)
        values (${release.auditId}, ${release.workspaceId}, ${release.actor.kind}, ${release.actor.id},
          'generation.release', ${release.generationId}, ${release.requestId}, ${release.ip})`;
    }
    return result;
  });
}
