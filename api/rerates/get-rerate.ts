import { findRerate, type RerateRecord } from "../../db/postgres/rerates.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import type { RerateRow } from "../contract/rerates.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { showRerate } from "./show-rerate.ts";

/** A re-rating with how far it is. @throws ApiError `not_found`. */
export async function getRerate(ctx: CallContext, id: string): Promise<RerateRow> {
  return showRerate(ctx, await knownRerate(ctx, id));
}

/** The workspace's re-rating of this id. @throws ApiError `not_found`. */
export async function knownRerate(ctx: CallContext, id: string): Promise<RerateRecord> {
  const row = isUuid(id) ? await findRerate(ctx.deps.pg.drizzle, ctx.workspaceId, id) : null;
  if (row === null) throw notFound("re-rating");
  return row;
}
