import type { Postgres } from "../client.ts";

/** A call of a provider as it is passed on. */
export interface NewDelivery {
  readonly id: string;
  readonly workspaceId: string;
  readonly upstreamId: string;
  readonly generationId: string;
  readonly deliveryKey: string;
  readonly verified: boolean;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
}

/** Writes a delivery to be passed on at once; durable when it resolves. False when it came before. */
export async function takeDelivery(pg: Postgres, delivery: NewDelivery): Promise<boolean> {
  const rows = await pg.sql`
    insert into callback_deliveries (id, workspace_id, upstream_id, generation_id, delivery_key, verified, headers,
      body, next_try_at)
    values (${delivery.id}, ${delivery.workspaceId}, ${delivery.upstreamId}, ${delivery.generationId},
      ${delivery.deliveryKey}, ${delivery.verified}, ${JSON.stringify(delivery.headers)}::jsonb,
      ${Buffer.from(delivery.body)}, now())
    on conflict (generation_id, delivery_key) do nothing
    returning 1`;
  return rows.length > 0;
}
