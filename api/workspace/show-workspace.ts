import {
  readWorkspaceSettings,
  type WorkspaceSettingsRecord,
} from "../../db/postgres/management/workspace-settings.ts";
import type { WorkspaceSettings } from "../contract/workspace.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";

/** The caller's workspace and what it decided. */
export async function showWorkspace(ctx: CallContext): Promise<WorkspaceSettings> {
  const record = await readWorkspaceSettings(ctx.deps.pg.drizzle, ctx.workspaceId);
  if (record === null) throw notFound("workspace");
  return toSettings(record);
}

/** A record as the answer has it. */
export function toSettings(record: WorkspaceSettingsRecord): WorkspaceSettings {
  return {
    id: record.id,
    slug: record.slug,
    name: record.name,
    timezone: record.timeZone,
    week_start: record.weekStart,
    store_prompts: record.storePrompts,
    request_retention_days: record.requestRetentionDays,
    generation_retention_days: record.generationRetentionDays,
  };
}
