import type { z } from "@hono/zod-openapi";
import { writeUserBlock } from "../../db/postgres/management/user-blocks.ts";
import type { UserBlockAnswer, userBlockInput } from "../contract/users.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { readInstantOrNull } from "../http/read-instant.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { showBlock } from "./show-block.ts";

/** Lets a user create nothing, for good or until a time; replaces the block that is there. */
export async function blockUser(
  ctx: CallContext,
  input: { readonly user: string; readonly body: z.output<typeof userBlockInput> },
): Promise<UserBlockAnswer> {
  const { user, body } = input;
  const untilAt = readInstantOrNull(body.until, "until");
  if (untilAt !== null && untilAt.getTime() <= ctx.nowMs) {
    throw invalidField("until", "must be in the future");
  }
  const block = {
    workspaceId: ctx.workspaceId,
    userId: user,
    reason: body.reason,
    untilAt,
    createdAt: new Date(ctx.nowMs),
    createdBy: ctx.caller.name,
  };
  await changeConfig(ctx, async (tx) => {
    const before = await writeUserBlock(tx, block);
    await recordChange(ctx, tx, {
      action: "user.block",
      target: user,
      detail: { before: showBlock(before), after: showBlock(block) },
    });
  });
  return { user, block: showBlock(block) };
}
