import { requestsQuery } from "../../db/clickhouse/queries/requests.ts";
import { lastAccepted } from "../../db/postgres/management/setup-facts.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { FirstRequest } from "../contract/setup.ts";
import type { CallContext } from "../http/call-context.ts";

const LOOK_BACK_MS = 24 * 3_600_000;

/** The proxy's last accepted and last refused call of the workspace, the refused one of the last day. */
export async function showFirstRequest(ctx: CallContext): Promise<FirstRequest> {
  const [accepted, [rejected]] = await Promise.all([
    lastAccepted(ctx.deps.pg.drizzle, ctx.workspaceId),
    askStore(
      ctx.deps.ch,
      requestsQuery({
        scope: {
          workspaceId: ctx.workspaceId,
          range: { fromMs: ctx.nowMs - LOOK_BACK_MS, toMs: ctx.nowMs + 1 },
          filters: {},
          statusClass: null,
          failedOnly: true,
          search: null,
        },
        after: null,
        limit: 1,
      }),
    ),
  ]);
  return {
    accepted:
      accepted === null
        ? null
        : {
            generation_id: accepted.generationId,
            at: accepted.createdAt.toISOString(),
            feature: accepted.feature,
            user: accepted.userId,
            model: accepted.model,
            estimate: accepted.estimate,
            currency: accepted.currency,
          },
    rejected:
      rejected === undefined
        ? null
        : {
            at: new Date(rejected.at_ms).toISOString(),
            route: rejected.route,
            status: rejected.status,
            code: rejected.error_code,
            reason: reasonOf(rejected.status, rejected.error_code),
          },
  };
}

/** By status: what the newcomer should look at next. */
function reasonOf(status: number, code: string): string {
  const named = code === "" ? "" : ` (${code})`;
  if (status === 401) return `The key is unknown, expired or revoked${named}. Copy it again.`;
  if (status === 403)
    return `The key may not do this here${named}: look at its upstreams and models.`;
  if (status === 404) return `Nothing answers at this address${named}: check the base URL.`;
  if (status === 400) return `The request has a fault${named}: read the answer's message.`;
  if (status === 429) return `A limit was reached${named}: wait, then try again.`;
  return `The call failed with status ${status}${named}: check the upstream's address and credential.`;
}
