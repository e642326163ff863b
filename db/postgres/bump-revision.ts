import { eq, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client.ts";
import { configRevision } from "./schema/gateway.ts";

export const CONFIG_REVISION_ID = 1;

/**
 * Tells every process that keys, upstreams, prices or workspace settings changed. Call it in the transaction
 * that changes them, so that nobody sees the revision before the change.
 */
export async function bumpConfigRevision(tx: Database | Transaction): Promise<void> {
  await tx
    .update(configRevision)
    .set({ revision: sql`${configRevision.revision} + 1` })
    .where(eq(configRevision.id, CONFIG_REVISION_ID));
}
