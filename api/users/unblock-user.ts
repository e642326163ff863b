import { removeUserBlock } from "../../db/postgres/management/user-blocks.ts";
import type { UserBlockAnswer } from "../contract/users.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { showBlock } from "./show-block.ts";

/** Lets a user create again; one who is not blocked stays so. */
export async function unblockUser(
  ctx: CallContext,
  input: { readonly user: string },
): Promise<UserBlockAnswer> {
  const { user } = input;
  await changeConfig(ctx, async (tx) => {
    const before = await removeUserBlock(tx, ctx.workspaceId, user);
    if (before === null) return;
    await recordChange(ctx, tx, {
      action: "user.unblock",
      target: user,
      detail: { before: showBlock(before), after: null },
    });
  });
  return { user, block: null };
}
