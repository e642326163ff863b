import { lastAccepted } from "../../db/postgres/management/setup-facts.ts";
import type { FirstRequest } from "../contract/setup.ts";
import type { CallContext } from "../http/call-context.ts";

/** The proxy's last accepted and last refused call of the workspace. */
export async function showFirstRequest(ctx: CallContext): Promise<FirstRequest> {
  const accepted = await lastAccepted(ctx.deps.pg.drizzle, ctx.workspaceId);
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
    rejected: null,
  };
}
