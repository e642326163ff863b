import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "../http/api-env.ts";
import { ApiError } from "../http/api-error.ts";
import { mayAccess, type Access } from "./caller.ts";

/** Lets a call pass to a route when its caller has the rights, before any of its input is looked at. */
export function requireAccess(access: Access): MiddlewareHandler<ApiEnv> {
  return async function requireAccess(c, next) {
    if (access !== "public") {
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
