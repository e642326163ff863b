import { listBooks } from "../../db/postgres/management/prices.ts";
import type { BooksAnswer } from "../contract/prices.ts";
import type { CallContext } from "../http/call-context.ts";

/** The workspace's cost books by name, with the number of prices that each has. */
export async function listCostBooks(ctx: CallContext): Promise<BooksAnswer> {
  return { data: [...(await listBooks(ctx.deps.pg.drizzle, ctx.workspaceId))] };
}
