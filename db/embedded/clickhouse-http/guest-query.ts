import type { ClickHouseEngines } from "./clickhouse-engines.ts";
import { refusal } from "./clickhouse-exception.ts";
import type { ClickHouseRequest } from "./clickhouse-request.ts";
import { formatClause } from "./output-format.ts";
import { missingParameter } from "./query-parameters.ts";
import { DEFAULT_FORMAT, runRead, urlStatement, type Deliver } from "./query-runner.ts";
import type { BodyHead } from "./request-body.ts";
import { MAX_STATEMENT_BYTES } from "./request-body.ts";
import { sqlLiteral } from "./sql-literal.ts";
import { BI_BASE_TABLES, BI_VIEWS } from "../../clickhouse/bi-views.ts";

/** How an answer is written, and how much of it; nothing that says what is read. */
const GUEST_SETTINGS =
  /^(?:output_format_\w+|date_time_output_format|extremes|join_use_nulls|session_timezone|max_result_rows|result_overflow_mode)$/;

/**
 * Runs a statement of somebody who reads the views of one workspace. Two guards, each enough by itself: the statement may
 * name nothing but the views, and the engine adds the workspace to every read of them and of the tables behind them.
 * Throws `ClickHouseException`.
 */
export async function runGuestQuery(
  engines: ClickHouseEngines,
  workspaceId: string,
  request: ClickHouseRequest,
  body: BodyHead,
  signal: AbortSignal,
  deliver: Deliver,
): Promise<void> {
  const whole = Buffer.concat([urlStatement(request.query), body.bytes]);
  if (body.rest !== undefined || whole.length > MAX_STATEMENT_BYTES) {
    throw refusal("SYNTAX_ERROR", `A statement may be at most ${MAX_STATEMENT_BYTES} bytes long.`);
  }
  const sql = whole.toString("utf8").trim();
  if (sql === "") throw refusal("SYNTAX_ERROR", "Empty query.");
  const missing = missingParameter(sql, request.parameters);
  if (missing !== undefined) throw missing;
  const database = engines.defaultDatabase;
  if (![undefined, "default", database].includes(request.database)) {
    throw refusal("ACCESS_DENIED", `Only the database ${database} can be read by this user.`);
  }
  const odd = [...request.settings.keys()].find((name) => !GUEST_SETTINGS.test(name));
  if (odd !== undefined) throw refusal("ACCESS_DENIED", `This user can't change ${odd}.`);
  const verdict = await engines.inspector.judgeGuest(sql, request.parameters, database);
  if (verdict.kind === "refuse") throw refusal("ACCESS_DENIED", verdict.reason);
  const settings = new Map(request.settings);
  settings.set("additional_table_filters", workspaceFilters(database, workspaceId));
  await runRead(
    engines,
    {
      sql,
      format: formatClause(sql) ?? request.defaultFormat ?? DEFAULT_FORMAT,
      scope: { database, settings, parameters: request.parameters },
      streamable: verdict.streamable,
    },
    // An id of one's own choosing must not stand for a query of somebody else.
    `bi ${workspaceId} ${request.queryId}`,
    signal,
    deliver,
    engines.guests(),
  );
}

/** A condition for each view and for each table behind one, as a ClickHouse map in text. */
function workspaceFilters(database: string, workspaceId: string): string {
  const condition = sqlLiteral(`workspace_id = ${sqlLiteral(workspaceId)}`);
  const names = [...BI_VIEWS.map(({ name }) => name), ...BI_BASE_TABLES];
  const entries = names.map((name) => `${sqlLiteral(`${database}.${name}`)}:${condition}`);
  return `{${entries.join(",")}}`;
}
