import type { CallContext } from "./call-context.ts";
import { openCursor, sealCursor } from "./cursor.ts";

/** A list's page as the caller asked for it. */
export interface PageInput {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The position that a cursor of this list stands for; null on the first page. @throws ApiError for a foreign cursor. */
export function positionOf(
  ctx: CallContext,
  list: string,
  page: PageInput,
  length: number,
): readonly string[] | null {
  if (page.cursor === undefined) return null;
  return openCursor(ctx.deps.sessionSecret, scopeOf(ctx, list), page.cursor, length);
}

/**
 * Cuts a page out of rows that were asked for with one more than the limit: the extra row says that there is a next
 * page, and the last shown row where it starts.
 */
export function toPage<Row, Shown>(
  ctx: CallContext,
  list: string,
  rows: readonly Row[],
  page: PageInput,
  parts: { show(row: Row): Shown; position(row: Row): readonly string[] },
): { data: Shown[]; next_cursor: string | null } {
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const more = rows.length > page.limit && last !== undefined;
  return {
    data: shown.map((row) => parts.show(row)),
    next_cursor: more
      ? sealCursor(ctx.deps.sessionSecret, scopeOf(ctx, list), parts.position(last))
      : null,
  };
}

function scopeOf(ctx: CallContext, list: string): string {
  return JSON.stringify([ctx.workspaceId, list]);
}
