import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "./api-env.ts";

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Headers of every answer under /api. A route that serves a page may bring its own policy. */
export function securityHeaders(): MiddlewareHandler<ApiEnv> {
  return async function securityHeaders(c, next) {
    await next();
    const headers = c.res.headers;
    headers.set("x-content-type-options", "nosniff");
    headers.set("referrer-policy", "no-referrer");
    headers.set("cross-origin-resource-policy", "same-origin");
    headers.set("x-frame-options", "DENY");
    if (!headers.has("content-security-policy")) {
      headers.set("content-security-policy", CONTENT_SECURITY_POLICY);
    }
    if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
    headers.set("reelmeter-request-id", c.get("requestId"));
  };
}
