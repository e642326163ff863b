import { bumpConfigRevision } from "../../db/postgres/bump-revision.ts";
import type { Transaction } from "../../db/postgres/client.ts";
import { appendAudit } from "../../db/postgres/management/audit-log.ts";
import type { CallContext } from "./call-context.ts";

export interface Change {
  /** subject.verb, e.g. `key.create`. */
  readonly action: string;
  readonly target: string;
  /** What changed, without secrets. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Writes the audit row of each change, in their transaction. */
export async function recordChange(
  ctx: CallContext,
  tx: Transaction,
  ...changes: readonly Change[]
): Promise<void> {
  const rows = changes.map((change) => ({
    id: ctx.newId(),
    workspaceId: ctx.workspaceId,
    at: new Date(ctx.nowMs),
    actorKind: ctx.caller.kind,
    actorId: ctx.caller.id,
    action: change.action,
    target: change.target,
    detail: change.detail,
    requestId: ctx.requestId,
    ip: ctx.ip,
  }));
  await appendAudit(tx, ...rows);
}

/**
 * Runs a change of what proxies keep in memory: the change, its audit row and the new revision in one transaction, then
 * this process's own proxy looks again.
 */
export async function changeConfig<T>(
  ctx: CallContext,
  change: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const result = await ctx.deps.pg.drizzle.transaction(async (tx) => {
    const changed = await change(tx);
    await bumpConfigRevision(tx);
    return changed;
  });
  await ctx.deps.directoryRefresh();
  return result;
}
