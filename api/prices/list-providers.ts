import { countByProvider } from "../../db/postgres/management/prices.ts";
import type { PriceProviders } from "../contract/prices.ts";
import type { CallContext } from "../http/call-context.ts";

/** The providers that the price book has versions of, and how many. */
export async function listProviders(ctx: CallContext): Promise<PriceProviders> {
  return { data: [...(await countByProvider(ctx.deps.pg.drizzle, ctx.workspaceId))] };
}
