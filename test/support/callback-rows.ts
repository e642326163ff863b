import { randomBytes, randomUUID } from "node:crypto";
import type { Postgres } from "../../db/postgres/client.ts";

/** A delivery as the relay leaves it, on an upstream of its own named `kling`. */
export async function addDelivery(
  pg: Postgres,
  delivery: {
    readonly id: string;
    readonly workspaceId: string;
    readonly generationId: string;
    readonly state: "waiting" | "delivered" | "failed";
  },
): Promise<void> {
  const { id, workspaceId, generationId, state } = delivery;
  const sealed = Buffer.from("canary");
  await pg.sql`
    insert into upstreams (id, workspace_id, slug, provider, base_url, credential_sealed, credential_last4)
    values (${randomUUID()}, ${workspaceId}, 'kling', 'kling', 'https://kling.example', ${sealed}, 'last')
    on conflict (workspace_id, slug) do nothing`;
  const [upstream] = await pg.sql<{ id: string }[]>`
    select id from upstreams where workspace_id = ${workspaceId} and slug = 'kling'`;
  const upstreamId = upstream?.id ?? "";
  await pg.sql`
    insert into job_callbacks (generation_id, workspace_id, upstream_id, token_sha256, url_sealed, origin)
    values (${generationId}, ${workspaceId}, ${upstreamId}, ${randomBytes(32)}, ${sealed}, 'https://app.example')`;
  const waits = state === "waiting";
  const body = state === "delivered" ? null : Buffer.from("{}");
  await pg.sql`
    insert into callback_deliveries (id, workspace_id, upstream_id, generation_id, delivery_key, verified, headers,
      body, state, tries, last_status, last_fault, next_try_at, ended_at)
    values (${id}, ${workspaceId}, ${upstreamId}, ${generationId}, 'k', true, '[]'::jsonb, ${body}, ${state},
      ${waits ? 0 : 11}, ${state === "failed" ? 503 : null}, ${state === "failed" ? "status" : null},
      case when ${waits}::boolean then now() end, case when ${waits}::boolean then null else now() end)`;
}
