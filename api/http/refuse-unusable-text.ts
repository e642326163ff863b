import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "./api-env.ts";
import { invalidField } from "./api-error.ts";

const NUL = "must not contain the NUL character";
const PROTO = "is not a name that a member can have";

/**
 * PostgreSQL text can't hold a NUL, and a member named `__proto__` would be dropped on the way: both are refused here, by
 * the name of their field, and neither by a failed query nor by doing something else.
 */
export function refuseUnusableText(): MiddlewareHandler<ApiEnv> {
  return async function refuseUnusableText(c, next) {
    for (const [name, values] of Object.entries(c.req.queries())) {
      if (values.some((value) => value.includes("\0"))) throw invalidField(name, NUL);
    }
    const isJson = (c.req.header("content-type") ?? "").includes("json");
    if (isJson && SUSPECT.test(await c.req.text())) {
      const fault = faultOf(await c.req.json<unknown>().catch(() => null), "");
      if (fault !== null) throw invalidField(fault.field, fault.message);
    }
    await next();
  };
}

/** Spelled out or escaped, either may be in the parsed body; without it there is nothing to look for. */
const SUSPECT = /\\u00|__proto__/;

interface Fault {
  /** `entries[3].note`; a name with a NUL is named by where it stands. */
  readonly field: string;
  readonly message: string;
}

function faultOf(value: unknown, path: string): Fault | null {
  if (typeof value === "string") {
    return value.includes("\0") ? { field: path || "body", message: NUL } : null;
  }
  if (typeof value !== "object" || value === null) return null;
  for (const [name, member] of Object.entries(value)) {
    if (name.includes("\0")) return { field: path || "body", message: NUL };
    const inner = Array.isArray(value)
      ? `${path}[${name}]`
      : path === ""
        ? name
        : `${path}.${name}`;
    if (name === "__proto__") return { field: inner, message: PROTO };
    const found = faultOf(member, inner);
    if (found !== null) return found;
  }
  return null;
}
