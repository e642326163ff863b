import type { MiddlewareHandler } from "hono";
import { ApiError } from "./api-error.ts";
import type { ApiEnv } from "./api-env.ts";
import { isUploadType, takesUpload } from "./upload-routes.ts";

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses state changes that another site could have a browser send: without a bearer token a change must come from
 * our own pages (Sec-Fetch-Site, else Origin) and carry JSON, or a file where the route takes one. A bearer token is never sent by a browser on its own.
 */
export function sameOrigin(publicUrl: string): MiddlewareHandler<ApiEnv> {
  const publicOrigin = new URL(publicUrl).origin;
  return async function sameOrigin(c, next) {
    if (!SAFE_METHODS.has(c.req.method)) {
      const bearer = c.req.header("authorization") !== undefined;
      if (!bearer && !comesFromOurPages(c.req.raw, publicOrigin)) {
        throw new ApiError(
          "cross_site",
          "Send this from the dashboard itself, or with a bearer token.",
        );
      }
      refuseOtherTypes(c.req.raw, takesUpload(c.req.path));
    }
    await next();
  };
}

/**
 * What the browser says about who sends it; a "null" origin is nobody's. A client that says nothing is no browser, and
 * passes as long as it brings no session.
 */
function comesFromOurPages(request: Request, publicOrigin: string): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = request.headers.get("origin");
  if (origin === null) return site === "same-origin" || !request.headers.has("cookie");
  return (
    origin === publicOrigin ||
    hostOf(origin) === (request.headers.get("host") ?? hostOf(request.url))
  );
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}

/** A server's request object has a body stream whether one was sent or not; its headers tell. */
function bringsBody({ body, headers }: Request): boolean {
  if (body === null) return false;
  const length = headers.get("content-length");
  return headers.has("transfer-encoding") || (length !== null && length !== "0");
}

function refuseOtherTypes(request: Request, takesFile: boolean): void {
  const type = request.headers.get("content-type");
  if (type === null && !bringsBody(request)) return;
  if (takesFile) {
    if (type !== null && isUploadType(type)) return;
    throw new ApiError("csv_needed", "Send the file as it is, with content-type: text/csv.");
  }
  if (type === null || !/^application\/json\s*(;|$)/i.test(type)) {
    throw new ApiError(
      "json_needed",
      "Send the body as JSON, with content-type: application/json.",
    );
  }
}
