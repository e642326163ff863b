import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ApiEnv } from "./api-env.ts";
import { ApiError } from "./api-error.ts";
import { takesUpload } from "./upload-routes.ts";

const MAX_BODY_BYTES = 1_048_576;
const MAX_FILE_BYTES = 8_388_608;

/** Routes that take a whole file within their JSON. */
const FILE_ROUTES: ReadonlySet<string> = new Set([
  "/api/v1/fx-rates/import",
  "/api/v1/reconciliation/invoices",
]);
const STRIPE_FILE_ROUTE = /^\/api\/v1\/stripe\/connections\/[^/]+\/backfill$/;

/** Refuses a body that is larger than its route takes. Routes that take an upload count it as they read. */
export function limitBody(): MiddlewareHandler<ApiEnv> {
  const [usual, file] = [limitTo(MAX_BODY_BYTES), limitTo(MAX_FILE_BYTES)];
  return async function limitBody(c, next) {
    const { path } = c.req;
    if (takesUpload(path)) return next();
    const takesFile = FILE_ROUTES.has(path) || STRIPE_FILE_ROUTE.test(path);
    return takesFile ? file(c, next) : usual(c, next);
  };
}

function limitTo(maxSize: number): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new ApiError("body_too_large", `Send at most ${maxSize} bytes in one call.`);
    },
  });
}
