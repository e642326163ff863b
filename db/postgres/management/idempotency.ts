import { and, eq, lt } from "drizzle-orm";
import type { Transaction } from "../client.ts";
import { idempotencyKeys } from "../schema/gateway.ts";

export const IDEMPOTENCY_TTL_MS = 24 * 3_600_000;

export interface IdempotentCall {
  readonly workspaceId: string;
  /** Route family, e.g. "revenue". */
  readonly scope: string;
  readonly key: string;
  readonly bodySha256: Uint8Array;
  readonly now: Date;
}

export type Claim =
  | { readonly kind: "first" }
  | { readonly kind: "repeat"; readonly answer: unknown }
  | { readonly kind: "other_body" };

/**
 * Claims an idempotency key inside the transaction that does the work: a second call with the key waits for the first
 * one's commit and then sees its answer. Keys older than IDEMPOTENCY_TTL_MS are forgotten.
 */
export async function claimIdempotencyKey(tx: Transaction, call: IdempotentCall): Promise<Claim> {
  const { workspaceId, scope, key, bodySha256, now } = call;
  const own = and(
    eq(idempotencyKeys.workspaceId, workspaceId),
    eq(idempotencyKeys.scope, scope),
    eq(idempotencyKeys.key, key),
  );
  const oldest = new Date(now.getTime() - IDEMPOTENCY_TTL_MS);
  await tx.delete(idempotencyKeys).where(and(own, lt(idempotencyKeys.createdAt, oldest)));
  const claimed = await tx
    .insert(idempotencyKeys)
    .values({ workspaceId, scope, key, bodySha256, createdAt: now })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  if (claimed.length > 0) return { kind: "first" };

  const [row] = await tx.select().from(idempotencyKeys).where(own).limit(1);
  if (row === undefined || !Buffer.from(row.bodySha256).equals(Buffer.from(bodySha256))) {
    return { kind: "other_body" };
  }
  return { kind: "repeat", answer: row.answer };
}

/** Keeps the answer of a claimed key, in the same transaction. */
export async function storeIdempotentAnswer(
  tx: Transaction,
  call: IdempotentCall,
  status: number,
  answer: unknown,
): Promise<void> {
  await tx
    .update(idempotencyKeys)
    .set({ status, answer })
    .where(
      and(
        eq(idempotencyKeys.workspaceId, call.workspaceId),
        eq(idempotencyKeys.scope, call.scope),
        eq(idempotencyKeys.key, call.key),
      ),
    );
}
