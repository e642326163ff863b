import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { z } from "zod";
import { BI_VIEWS, createBiView } from "./bi-views.ts";
import type { ClickHouse } from "./client.ts";
import { CLOSED_SPEND } from "./closed-spend-table.ts";
import { refillDays } from "./rollup.ts";
import {
  addColumn,
  createTable,
  localName,
  onCluster,
  RERATED,
  SPEND_BY_DAY,
  TABLES,
  type Target,
} from "./tables.ts";

/** Why this build does not touch the analytic schema. */
export class AnalyticSchemaError extends Error {
  override readonly name = "AnalyticSchemaError";
  readonly code = "schema_newer_than_build";
}

interface Migration {
  readonly id: number;
  readonly name: string;
  readonly statements: (target: Target) => readonly string[];
}

/** Numbered, never edited, each safe to run again. */
export const MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    name: "make_tables",
    statements: (target) => TABLES.flatMap((table) => createTable(table, target)),
  },
  {
    id: 2,
    name: "make_rerated",
    statements: (target) => createTable(RERATED, target),
  },
  {
    id: 3,
    name: "make_closed_spend",
    statements: (target) => createTable(CLOSED_SPEND, target),
  },
  {
    id: 4,
    name: "make_bi_views",
    statements: (target) => BI_VIEWS.map((view) => createBiView(view, target)),
  },
  {
    id: 5,
    name: "downloads_elsewhere",
    statements: (target) =>
      addColumn(
        "generations_v1",
        "downloads_pass Bool DEFAULT true AFTER first_downloaded_at",
        target,
      ),
  },
  {
    id: 6,
    name: "make_spend_by_day",
    statements: (target) => [...createTable(SPEND_BY_DAY, target), ...refillDays(target)],
  },
];

const JOURNAL = "schema_migrations_v1";
const applied = z.object({ id: z.coerce.number() });

/**
 * Makes the database when it is missing and brings its tables up to this build. Whoever calls it holds the lock of
 * the Postgres migration or is the one worker that delivers; every statement is safe to run twice all the same.
 * @throws AnalyticSchemaError when a newer build has migrated it.
 */
export async function migrateClickHouse(
  ch: ClickHouse,
  url: string,
): Promise<{ readonly applied: number }> {
  await createDatabase(ch, url);
  const target: Target = { database: ch.database, cluster: ch.cluster };
  await ch.client.command({ query: journalTable(target) });
  const rows = await ch.client.query({ query: `SELECT id FROM ${JOURNAL}`, format: "JSONEachRow" });
  const done = new Set(
    z
      .array(applied)
      .parse(await rows.json())
      .map(({ id }) => id),
  );
  const newest = Math.max(0, ...done);
  const known = Math.max(...MIGRATIONS.map(({ id }) => id));
  if (newest > known) {
    throw new AnalyticSchemaError(
      `The ClickHouse schema is at migration ${newest} and this build knows ${known}: start a build at least as new as the one that migrated it.`,
    );
  }
  const missing = MIGRATIONS.filter(({ id }) => !done.has(id));
  for (const migration of missing) {
    for (const query of migration.statements(target)) {
      await ch.client.command({ query });
    }
    await ch.client.insert({
      table: JOURNAL,
      values: [{ id: migration.id, name: migration.name }],
      format: "JSONEachRow",
    });
  }
  return { applied: missing.length };
}

async function createDatabase(ch: ClickHouse, url: string): Promise<void> {
  const server = new URL(url);
  server.pathname = "/";
  const client = createClient({
    url: server,
    database: "default",
    log: { level: ClickHouseLogLevel.OFF },
  });
  try {
    await client.command({
      query: `CREATE DATABASE IF NOT EXISTS \`${ch.database}\`${onCluster(ch.cluster)}`,
    });
  } finally {
    await client.close();
  }
}

function journalTable({ cluster }: Target): string {
  const engine =
    cluster === null
      ? "MergeTree"
      : "ReplicatedMergeTree('/clickhouse/tables/{uuid}/all', '{replica}')";
  return `CREATE TABLE IF NOT EXISTS ${localName(JOURNAL, null)}${onCluster(cluster)} (
  id UInt32, name String, applied_at DateTime DEFAULT now()
) ENGINE = ${engine} ORDER BY id`;
}
