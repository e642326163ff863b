import { isUuid } from "../../domain/uuid-v7.ts";
import type { Transaction } from "../../db/postgres/client.ts";
import {
  findMember,
  lockForOtherOwner,
  type MemberRecord,
} from "../../db/postgres/management/members.ts";
import { mayAccess } from "../auth/caller.ts";
import type { Role } from "../contract/keys.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { roleOf } from "./show-member.ts";

/** Nobody gives or takes rights that they don't have themselves. @throws ApiError that says who may. */
export function refuseBeyondOwn(ctx: CallContext, role: Role): void {
  if (mayAccess(ctx.caller.role, role)) return;
  throw new ApiError("forbidden", `Ask an owner: yours is ${ctx.caller.role}, this needs ${role}.`);
}

/** The member whose rights the caller may change. @throws ApiError for one of another workspace, or with more rights. */
export async function memberToChange(
  ctx: CallContext,
  tx: Transaction,
  id: string,
): Promise<MemberRecord> {
  const member = isUuid(id) ? await findMember(tx, ctx.workspaceId, id) : null;
  if (member === null) throw notFound("member");
  refuseBeyondOwn(ctx, roleOf(member));
  return member;
}

/** Keeps the workspace owned: its last owner stays one. */
export async function refuseLastOwner(
  ctx: CallContext,
  tx: Transaction,
  member: MemberRecord,
): Promise<void> {
  if (roleOf(member) !== "owner") return;
  if (await lockForOtherOwner(tx, ctx.workspaceId, member.id)) return;
  throw new ApiError(
    "conflict",
    "This is the workspace's last owner. Make somebody else an owner first.",
  );
}
