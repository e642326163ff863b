import type { z } from "@hono/zod-openapi";
import {
  changeWorkspaceSettings,
  type WorkspaceChange,
} from "../../db/postgres/management/workspace-settings.ts";
import type { workspacePatch, WorkspaceSettings } from "../contract/workspace.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { showWorkspace, toSettings } from "./show-workspace.ts";

type Patch = z.output<typeof workspacePatch>;

/** Changes what is named and leaves the rest. Proxies see it with the next revision. */
export async function updateWorkspace(ctx: CallContext, patch: Patch): Promise<WorkspaceSettings> {
  const change = changeOf(patch);
  if (Object.keys(change).length === 0) return showWorkspace(ctx);
  const before = await showWorkspace(ctx);
  const record = await changeConfig(ctx, async (tx) => {
    const changed = await changeWorkspaceSettings(tx, ctx.workspaceId, change);
    if (changed === null) throw notFound("workspace");
    await recordChange(ctx, tx, {
      action: "workspace.update",
      target: ctx.workspaceId,
      detail: { before: partOf(before, patch), after: { ...patch } },
    });
    return changed;
  });
  return toSettings(record);
}

/** What the named settings were before. */
function partOf(settings: WorkspaceSettings, patch: Patch): Partial<WorkspaceSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name in patch));
}

function changeOf(patch: Patch): WorkspaceChange {
  return {
    ...(patch.name === undefined ? {} : { name: patch.name }),
    ...(patch.timezone === undefined ? {} : { timeZone: patch.timezone }),
    ...(patch.week_start === undefined ? {} : { weekStart: patch.week_start }),
    ...(patch.store_prompts === undefined ? {} : { storePrompts: patch.store_prompts }),
    ...(patch.request_retention_days === undefined
      ? {}
      : { requestRetentionDays: patch.request_retention_days }),
    ...(patch.generation_retention_days === undefined
      ? {}
      : { generationRetentionDays: patch.generation_retention_days }),
  };
}
