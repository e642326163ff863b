import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "../http/api-env.ts";
import { ApiError } from "../http/api-error.ts";
import { mayAccess, type Access } from "./caller.ts";

/**
 * Lets a call pass to a route when its caller has the rights, before any of its input is looked at. A key for the
 * proxy opens only routes that take one.
 */
export function requireAccess(
  access: Access,
  takes: { readonly proxyKeys: boolean } = { proxyKeys: false },
): MiddlewareHandler<ApiEnv> {
  return async function requireAccess(c, next) {
    if (c.get("proxyKey") !== null) {
      if (!takes.proxyKeys) {
        throw new ApiError(
          "signed_out",
          "A key for the proxy opens nothing here but GET /api/v1/quotas/usage. Send a management token.",
        );
      }
    } else if (access !== "public") {
      const caller = c.get("caller");
      if (caller === null) {
        throw new ApiError("signed_out", "Sign in, or send a management token as bearer.");
      }
      if (!mayAccess(caller.role, access)) {
        throw new ApiError("forbidden", `This needs the role ${access}; yours is ${caller.role}.`);
      }
    }
    await next();
  };
}
