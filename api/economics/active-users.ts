import { activeUsersQuery } from "../../db/clickhouse/queries/spend-cells.ts";
import type { Scope } from "../../db/clickhouse/queries/scope.ts";
import type { AnyDimension } from "../../domain/dimensions.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { CallContext } from "../http/call-context.ts";

/** Users who generated something. */
export interface ActiveUsers {
  readonly whole: number;
  readonly groups: ReadonlyMap<string, number>;
}

/** Counts users for each group; scopes of different users add up. */
export async function activeUsers(
  ctx: CallContext,
  scopes: readonly Scope[],
  by: AnyDimension,
): Promise<ActiveUsers> {
  const groups = new Map<string, number>();
  let whole = 0;
  for (const scope of scopes) {
    // What a clip costs makes no difference here, and without a book the rollup answers.
    const { book: _, ...plain } = scope;
    for (const row of await askStore(ctx.deps.ch, activeUsersQuery(plain, by))) {
      if (row.whole) whole += row.users;
      else groups.set(row.value, (groups.get(row.value) ?? 0) + row.users);
    }
  }
  return { whole, groups };
}
