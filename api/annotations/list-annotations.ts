import type { z } from "@hono/zod-openapi";
import { listChanges, type AuditRecord } from "../../db/postgres/management/audit-log.ts";
import { notesBetween } from "../../db/postgres/management/notes.ts";
import { readWorkspaceSettings } from "../../db/postgres/management/workspace-settings.ts";
import { readPeriod } from "../analytics/read-period.ts";
import { ownerOf } from "../auth/ownership.ts";
import {
  ANNOTATED_ACTIONS,
  type Annotation,
  type AnnotationsAnswer,
  type annotationsQuery,
} from "../contract/notes.ts";
import type { CallContext } from "../http/call-context.ts";
import { showNote } from "../notes/show-note.ts";
import { factsOf } from "./facts-of.ts";

/** More than a chart can carry. */
const MAX_ANNOTATIONS = 200;

/** What happened in a period and may explain its figures: changes out of the audit log, and notes. */
export async function listAnnotations(
  ctx: CallContext,
  query: z.output<typeof annotationsQuery>,
): Promise<AnnotationsAnswer> {
  const db = ctx.deps.pg.drizzle;
  const settings = await readWorkspaceSettings(db, ctx.workspaceId);
  const { range } = readPeriod(query, settings?.timeZone ?? "UTC", ctx.nowMs);
  const asked = {
    from: new Date(range.fromMs),
    to: new Date(range.toMs),
    limit: MAX_ANNOTATIONS + 1,
  };
  const [changes, notes] = await Promise.all([
    listChanges(db, ctx.workspaceId, { ...asked, actions: ANNOTATED_ACTIONS }),
    notesBetween(db, ctx.workspaceId, ownerOf(ctx.caller), asked),
  ]);
  const all: Annotation[] = [
    ...changes.flatMap(showChange),
    ...notes.map((note) => ({ source: "note" as const, ...showNote(note, ctx.caller) })),
  ];
  const sorted = all.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return {
    from: asked.from.toISOString(),
    to: asked.to.toISOString(),
    data: sorted.slice(0, MAX_ANNOTATIONS),
    more: sorted.length > MAX_ANNOTATIONS,
  };
}

function showChange(row: AuditRecord): Annotation[] {
  const action = ANNOTATED_ACTIONS.find((name) => name === row.action);
  if (action === undefined) return [];
  const { id, at, target, detail } = row;
  const facts = factsOf(action, detail);
  return [{ source: "change", id, at: at.toISOString(), action, target, facts }];
}
