import type { UserBlockRecord } from "../../db/postgres/management/user-blocks.ts";
import type { UserBlockAnswer } from "../contract/users.ts";

/** A user's block as it is shown; null for none. */
export function showBlock(block: UserBlockRecord | null): UserBlockAnswer["block"] {
  if (block === null) return null;
  return {
    reason: block.reason,
    until: block.untilAt?.toISOString() ?? null,
    created_at: block.createdAt.toISOString(),
    created_by: block.createdBy,
  };
}
