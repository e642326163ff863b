import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "./api-env.ts";
import { invalidField } from "./api-error.ts";

const MESSAGE = "must not contain the NUL character";

/** PostgreSQL text can't hold a NUL: it is refused here, by the name of its field, and not by a failed query. */
export function refuseNul(): MiddlewareHandler<ApiEnv> {
  return async function refuseNul(c, next) {
    for (const [name, values] of Object.entries(c.req.queries())) {
      if (values.some((value) => value.includes("\0"))) throw invalidField(name, MESSAGE);
    }
    const isJson = (c.req.header("content-type") ?? "").includes("json");
    if (isJson && (await c.req.text()).includes("\\u0000")) {
      const field = fieldWithNul(await c.req.json<unknown>().catch(() => null), "");
      if (field !== null) throw invalidField(field, MESSAGE);
    }
    await next();
  };
}

/** `entries[3].note`, or null. A name with a NUL is named by where it stands. */
function fieldWithNul(value: unknown, path: string): string | null {
  if (typeof value === "string") return value.includes("\0") ? path || "body" : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [name, member] of Object.entries(value)) {
    if (name.includes("\0")) return path || "body";
    const inner = Array.isArray(value)
      ? `${path}[${name}]`
      : path === ""
        ? name
        : `${path}.${name}`;
    const found = fieldWithNul(member, inner);
    if (found !== null) return found;
  }
  return null;
}
