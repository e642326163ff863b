import { randomBytes } from "node:crypto";
import type { z } from "@hono/zod-openapi";
import { insertMember, insertWorkspace } from "../../db/postgres/management/memberships.ts";
import type { workspaceInput, WorkspaceSettings } from "../contract/workspace.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { showWorkspace } from "./show-workspace.ts";

const SLUG_WORDS = 40;
const SLUG_RANDOM_BYTES = 3;

/** Makes a workspace of the caller's own: no key, price or figure of another one is in it. */
export async function createWorkspace(
  ctx: CallContext,
  input: z.output<typeof workspaceInput>,
): Promise<WorkspaceSettings> {
  const { user } = ctx.caller;
  if (user === null) {
    throw new ApiError("forbidden", "Sign in: a workspace needs a person as its owner.");
  }
  const id = ctx.newId();
  const inside: CallContext = { ...ctx, workspaceId: id };
  await changeConfig(ctx, async (tx) => {
    await insertWorkspace(tx, { id, name: input.name, slug: slugOf(input.name) });
    const member = { memberId: ctx.newId(), workspaceId: id, userId: user.id, role: "owner" };
    await insertMember(tx, member);
    await recordChange(inside, tx, {
      action: "workspace.create",
      target: id,
      detail: { name: input.name },
    });
  });
  return showWorkspace(inside);
}

/** The name as an address may spell it, with some letters of its own: names may repeat. */
function slugOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_WORDS)
    .replaceAll(/^-+|-+$/g, "");
  const own = randomBytes(SLUG_RANDOM_BYTES).toString("hex");
  return words === "" ? own : `${words}-${own}`;
}
