import { createHash } from "node:crypto";
import { BI_VIEWS } from "./bi-views.ts";
import { onCluster, type Target } from "./tables.ts";

/** How long a report's question may run, s. */
const MAX_SECONDS = 60;
const PLAIN_ID = /^[A-Za-z0-9_-]{1,64}$/;

export interface BiUser {
  readonly database: string;
  readonly user: string;
  /** Run by somebody who may create users, in this order; again, they change the password and nothing else. */
  readonly statements: readonly string[];
}

/**
 * The statements that let a user of a ClickHouse server read the views of one workspace and nothing else: a database of its own
 * whose views carry the workspace, and a user with SELECT on it and `readonly = 1`.
 * @throws RangeError for an id that can't stand in a name.
 */
export function biUserOnServer(target: Target, workspaceId: string, password: string): BiUser {
  if (!PLAIN_ID.test(workspaceId)) throw new RangeError("the workspace's id is no plain name");
  const cluster = onCluster(target.cluster);
  const database = `${target.database}_bi_${workspaceId}`;
  const user = `bi_${workspaceId}`;
  const hash = createHash("sha256").update(password).digest("hex");
  const identified = `IDENTIFIED WITH sha256_hash BY '${hash}'`;
  return {
    database,
    user,
    statements: [
      `CREATE DATABASE IF NOT EXISTS \`${database}\`${cluster}`,
      ...BI_VIEWS.map(
        ({ name }) =>
          `CREATE OR REPLACE VIEW \`${database}\`.${name}${cluster} DEFINER = CURRENT_USER SQL SECURITY DEFINER AS SELECT * FROM \`${target.database}\`.${name} WHERE workspace_id = '${workspaceId}'`,
      ),
      `CREATE USER IF NOT EXISTS \`${user}\`${cluster} ${identified} SETTINGS readonly = 1, max_execution_time = ${MAX_SECONDS}`,
      `ALTER USER \`${user}\`${cluster} ${identified}`,
      `GRANT${cluster} SELECT ON \`${database}\`.* TO \`${user}\``,
    ],
  };
}
