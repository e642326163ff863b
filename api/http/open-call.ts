import type { ApiDeps } from "../deps.ts";
import type { ApiContext } from "./api-env.ts";
import { ApiError } from "./api-error.ts";
import type { CallContext } from "./call-context.ts";
import { newIdAt } from "./new-id.ts";

/** The context for a verb. The route's access has been checked; a route without one has no caller to bind to. */
export function openCall(c: ApiContext, deps: ApiDeps): CallContext {
  const caller = c.get("caller");
  if (caller === null) throw new ApiError("signed_out", "Sign in first.");
  const nowMs = deps.clock();
  return {
    deps,
    caller,
    workspaceId: caller.workspaceId,
    requestId: c.get("requestId"),
    ip: c.get("ip"),
    nowMs,
    newId: () => newIdAt(nowMs),
  };
}
