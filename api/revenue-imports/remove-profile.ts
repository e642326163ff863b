import { deleteProfile } from "../../db/postgres/revenue-imports/profiles.ts";
import type { RevenueImportProfile } from "../contract/revenue-imports.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { showProfile } from "./show-profile.ts";

/** Forgets a saved mapping; a preset of that name is there again. */
export async function removeProfile(ctx: CallContext, name: string): Promise<RevenueImportProfile> {
  return ctx.deps.pg.drizzle.transaction(async (tx) => {
    const row = await deleteProfile(tx, ctx.workspaceId, name);
    if (row === null) throw notFound("saved mapping");
    await recordChange(ctx, tx, { action: "revenue_profile.delete", target: name, detail: {} });
    return showProfile(row);
  });
}
