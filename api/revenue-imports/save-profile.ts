import { saveProfile as saveProfileRow } from "../../db/postgres/revenue-imports/profiles.ts";
import type { RevenueMapping } from "../../domain/revenue-file/mapping.ts";
import type { RevenueImportProfile } from "../contract/revenue-imports.ts";
import type { CallContext } from "../http/call-context.ts";
import { readTimeZone } from "../http/date-or-instant.ts";
import { recordChange } from "../http/record-change.ts";
import { showProfile } from "./show-profile.ts";

/** Keeps a mapping under a name, in place of what was there; under a preset's name it goes before the preset. */
export async function saveProfile(
  ctx: CallContext,
  input: { readonly name: string; readonly mapping: RevenueMapping },
): Promise<RevenueImportProfile> {
  const { name, mapping } = input;
  readTimeZone(mapping.timezone, "timezone");
  const row = {
    workspaceId: ctx.workspaceId,
    name,
    mapping,
    updatedAt: new Date(ctx.nowMs),
    updatedBy: ctx.caller.name,
  };
  await ctx.deps.pg.drizzle.transaction(async (tx) => {
    await saveProfileRow(tx, row);
    await recordChange(ctx, tx, {
      action: "revenue_profile.save",
      target: name,
      detail: { mapping },
    });
  });
  return showProfile(row);
}
