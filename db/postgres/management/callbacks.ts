import { and, desc, eq, isNotNull, lt } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { callbackDeliveries, jobCallbacks } from "../schema/callbacks.ts";
import { upstreams } from "../schema/gateway.ts";

const shown = {
  id: callbackDeliveries.id,
  generationId: callbackDeliveries.generationId,
  upstream: upstreams.slug,
  provider: upstreams.provider,
  origin: jobCallbacks.origin,
  verified: callbackDeliveries.verified,
  state: callbackDeliveries.state,
  tries: callbackDeliveries.tries,
  lastStatus: callbackDeliveries.lastStatus,
  lastFault: callbackDeliveries.lastFault,
  receivedAt: callbackDeliveries.receivedAt,
  nextTryAt: callbackDeliveries.nextTryAt,
  endedAt: callbackDeliveries.endedAt,
};

export interface CallbackFilter {
  readonly id?: string;
  readonly state?: "waiting" | "delivered" | "failed";
  readonly generationId?: string;
  /** A slug. */
  readonly upstream?: string;
}

/** A workspace's deliveries, newest first. `afterId`: the last id of the page before. */
export async function listCallbacks(
  db: Database | Transaction,
  workspaceId: string,
  filter: CallbackFilter,
  page: { readonly afterId: string | null; readonly limit: number },
) {
  const { id, state, generationId, upstream } = filter;
  return db
    .select(shown)
    .from(callbackDeliveries)
    .innerJoin(upstreams, eq(upstreams.id, callbackDeliveries.upstreamId))
    .innerJoin(jobCallbacks, eq(jobCallbacks.generationId, callbackDeliveries.generationId))
    .where(
      and(
        eq(callbackDeliveries.workspaceId, workspaceId),
        id === undefined ? undefined : eq(callbackDeliveries.id, id),
        state === undefined ? undefined : eq(callbackDeliveries.state, state),
        generationId === undefined ? undefined : eq(callbackDeliveries.generationId, generationId),
        upstream === undefined ? undefined : eq(upstreams.slug, upstream),
        page.afterId === null ? undefined : lt(callbackDeliveries.id, page.afterId),
      ),
    )
    .orderBy(desc(callbackDeliveries.id))
    .limit(page.limit);
}

export type CallbackRecord = Awaited<ReturnType<typeof listCallbacks>>[number];

/** Begins a failed or waiting delivery's tries anew, at once. False when it was delivered, or there is none. */
export async function retryCallback(
  tx: Transaction,
  workspaceId: string,
  id: string,
  at: Date,
): Promise<boolean> {
  const rows = await tx
    .update(callbackDeliveries)
    .set({ state: "waiting", tries: 0, nextTryAt: at, endedAt: null })
    .where(
      and(
        eq(callbackDeliveries.workspaceId, workspaceId),
        eq(callbackDeliveries.id, id),
        isNotNull(callbackDeliveries.body),
      ),
    )
    .returning({ id: callbackDeliveries.id });
  return rows.length > 0;
}
