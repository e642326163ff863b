import { listProfiles as listProfileRows } from "../../db/postgres/revenue-imports/profiles.ts";
import { PRESETS } from "../../domain/revenue-file/presets.ts";
import type { RevenueImportProfiles } from "../contract/revenue-imports.ts";
import type { CallContext } from "../http/call-context.ts";
import { readMapping } from "./choose-mapping.ts";
import { showProfile } from "./show-profile.ts";

/** The workspace's saved mappings by name, then the presets that none of them replaces. */
export async function listProfiles(ctx: CallContext): Promise<RevenueImportProfiles> {
  const saved = await listProfileRows(ctx.deps.pg.drizzle, ctx.workspaceId);
  const names = new Set(saved.map((row) => row.name));
  const presets = Object.entries(PRESETS).filter(([name]) => !names.has(name));
  return {
    data: [
      ...saved.map(showProfile),
      ...presets.map(([name, mapping]) => ({
        name,
        preset: true,
        mapping: readMapping(mapping),
        updated_at: null,
        updated_by: null,
      })),
    ],
  };
}
