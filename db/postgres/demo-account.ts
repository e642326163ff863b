import { z } from "zod";
import type { Postgres } from "./client.ts";
import { DEFAULT_WORKSPACE_ID } from "./migrate.ts";

const mark = z.object({ demo: z.object({ email: z.string(), password: z.string() }) });

/** Who may sign in to a database that holds demonstration data. It guards nothing real. */
export type DemoAccount = z.infer<typeof mark>["demo"];

/** Marks the default workspace as a demonstration; every page then says so. */
export async function markDemo(pg: Postgres, account: DemoAccount): Promise<void> {
  const metadata = JSON.stringify({ demo: account });
  await pg.sql`update workspaces set metadata = ${metadata}, name = 'Demo' where id = ${DEFAULT_WORKSPACE_ID}`;
}

/** The demonstration's account, or null for a database with real data. */
export async function readDemoAccount(pg: Postgres): Promise<DemoAccount | null> {
  const [row] = await pg.sql<{ metadata: string | null }[]>`
    select metadata from workspaces where id = ${DEFAULT_WORKSPACE_ID}`;
  if (row === undefined || row.metadata === null) return null;
  const parsed = mark.safeParse(JSON.parse(row.metadata));
  return parsed.success ? parsed.data.demo : null;
}
