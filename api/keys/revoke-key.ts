import { isUuid } from "../../domain/uuid-v7.ts";
import { findKey, revokeKeyRow } from "../../db/postgres/management/keys.ts";
import { mayAccess } from "../auth/caller.ts";
import type { KeyRow } from "../contract/keys.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { showKey } from "./show-key.ts";

/** Revokes a key for good; again changes nothing. Keys of kind admin are an owner's to revoke. */
export async function revokeKey(ctx: CallContext, input: { id: string }): Promise<KeyRow> {
  if (!isUuid(input.id)) throw notFound("key");
  return changeConfig(ctx, async (tx) => {
    const key = await findKey(tx, ctx.workspaceId, input.id);
    if (key === null) throw notFound("key");
    if (key.kind === "admin" && !mayAccess(ctx.caller.role, "owner")) {
      throw new ApiError("forbidden", "Ask an owner: keys of kind admin are an owner's to revoke.");
    }
    if (key.revokedAt !== null) return showKey(key, ctx.nowMs);
    const at = new Date(ctx.nowMs);
    await revokeKeyRow(tx, ctx.workspaceId, key.id, at);
    await recordChange(ctx, tx, {
      action: "key.revoke",
      target: key.id,
      detail: { name: key.name, prefix: key.prefix },
    });
    return showKey({ ...key, revokedAt: at }, ctx.nowMs);
  });
}
