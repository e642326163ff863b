import { randomBytes } from "node:crypto";
import { biUserOnServer } from "../../db/clickhouse/bi-user.ts";
import { BI_VIEWS } from "../../db/clickhouse/bi-views.ts";
import type { BiAnswer } from "../contract/bi.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";

const PASSWORD_BYTES = 24;

/** Shows how the workspace's own reports get at its rows, password included, and notes in the audit log who asked. */
export async function showBi(ctx: CallContext): Promise<BiAnswer> {
  const access = accessOf(ctx);
  await ctx.deps.pg.drizzle.transaction((tx) =>
    recordChange(ctx, tx, { action: "bi.show_password", target: access.user, detail: {} }),
  );
  return {
    ...access,
    views: BI_VIEWS.map(({ name, grain, columns }) => ({
      name,
      grain,
      columns: columns.map(([column, type, meaning]) => ({ name: column, type, meaning })),
    })),
  };
}

function accessOf({ deps, workspaceId }: CallContext): Omit<BiAnswer, "views"> {
  const { bi } = deps;
  if (bi.kind === "embedded") return { ...bi.access(workspaceId), statements: [] };
  const password = randomBytes(PASSWORD_BYTES).toString("base64url");
  const { database, cluster } = deps.ch;
  const made = biUserOnServer({ database, cluster }, workspaceId, password);
  return { url: bi.url, password, ...made, statements: [...made.statements] };
}
