import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { openRelay, type CuttableRelay } from "./cuttable-relay.ts";
import { openTestDataPlane } from "./data-plane.ts";
import { withPostgres } from "./postgres.ts";

/** Databases of one's own: a real PostgreSQL, and ClickHouse behind a gate that can be shut. */
export interface SystemStores {
  /** DATABASE_URL, CLICKHOUSE_URL and REELMETER_SECRET_KEY: several servers with it share everything. */
  readonly env: Readonly<Record<string, string>>;
  readonly clickhouse: CuttableRelay;
  /** Postgres, to look into and to plant what no route makes. */
  readonly sql: postgres.Sql;
  close(): Promise<void>;
}

/** Both empty: the first server to start creates its schema. */
export async function openSystemStores(): Promise<SystemStores> {
  const server = await withPostgres("server");
  const options = await server.emptyDatabase();
  if (options.kind !== "url") throw new Error("a server has a url");
  const plane = await openTestDataPlane();
  const clickhouseUrl = new URL(plane.plane.clickhouseUrl);
  const gate = await openRelay(Number(clickhouseUrl.port));
  clickhouseUrl.port = String(gate.port);
  clickhouseUrl.pathname = `/system_${randomBytes(6).toString("hex")}`;
  const sql = postgres(options.url, { max: 1, onnotice: () => undefined });
  return {
    env: {
      DATABASE_URL: options.url,
      CLICKHOUSE_URL: clickhouseUrl.href,
      REELMETER_SECRET_KEY: randomBytes(48).toString("base64url"),
    },
    clickhouse: gate,
    sql,
    async close() {
      await sql.end();
      await gate.close();
      await plane.close();
      await server.close();
    },
  };
}
