import type { z } from "@hono/zod-openapi";
import {
  listAuditLog,
  type AuditFilter,
  type NamedAuditRecord,
} from "../../db/postgres/management/audit-log.ts";
import { readAuditFilter } from "../audit/read-audit-filter.ts";
import type { auditLogCsvQuery } from "../contract/exports.ts";
import type { CallContext } from "../http/call-context.ts";
import { csvPieces } from "./csv-pieces.ts";
import type { ExportColumn } from "./export-column.ts";
import type { ExportedFile } from "./file-response.ts";
import { CSV_TYPE } from "./file-types.ts";

const ROWS_PER_PIECE = 1_000;

/** The audit log as CSV, newest first, a thousand rows in memory at a time. */
export async function exportAuditLog(
  ctx: CallContext,
  query: z.output<typeof auditLogCsvQuery>,
): Promise<ExportedFile> {
  const { dialect, ...asked } = query;
  const filter = readAuditFilter(asked);
  const words = [asked.subject, asked.action, asked.from, asked.to].filter(
    (word) => word !== undefined,
  );
  const name = ["reelmeter-audit-log", new Date(ctx.nowMs).toISOString().slice(0, 10), ...words];
  return {
    name: `${name.map((word) => word.replaceAll(/[^A-Za-z0-9.-]+/g, "-")).join("_")}.csv`,
    contentType: CSV_TYPE,
    pieces: csvPieces(COLUMNS, dialect, pagesOf(ctx, filter)),
  };
}

async function* pagesOf(
  ctx: CallContext,
  filter: AuditFilter,
): AsyncGenerator<readonly NamedAuditRecord[]> {
  let afterId: string | null = null;
  do {
    const page = { afterId, limit: ROWS_PER_PIECE };
    const rows: readonly NamedAuditRecord[] = await listAuditLog(
      ctx.deps.pg.drizzle,
      ctx.workspaceId,
      filter,
      page,
    );
    yield rows;
    afterId = rows.length < ROWS_PER_PIECE ? null : (rows.at(-1)?.id ?? null);
  } while (afterId !== null);
}

const text = (
  name: string,
  value: (row: NamedAuditRecord) => string | null,
): ExportColumn<NamedAuditRecord> => ({ name, kind: "text", value });

const COLUMNS: readonly ExportColumn<NamedAuditRecord>[] = [
  { name: "at", kind: "instant", value: (row) => row.at.getTime() },
  text("actor_kind", (row) => row.actorKind),
  text("actor_id", (row) => row.actorId),
  text("actor_name", (row) => row.actorName),
  text("action", (row) => row.action),
  text("target", (row) => row.target),
  text("detail", (row) => JSON.stringify(row.detail)),
  text("request_id", (row) => row.requestId),
  text("ip", (row) => row.ip),
];
