import { requestQuery } from "../../db/clickhouse/queries/requests.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { RequestRow } from "../contract/requests.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { showRequest } from "./show-request.ts";

/** One exchange through the proxy. */
export async function getRequest(ctx: CallContext, input: { id: string }): Promise<RequestRow> {
  const query = requestQuery(ctx.workspaceId, input.id);
  const [row] = query === null ? [] : await askStore(ctx.deps.ch, query);
  if (row === undefined) throw notFound("request");
  return showRequest(row);
}
