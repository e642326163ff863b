import { textAt } from "../../../domain/wire/read-wire-answer.ts";
import type { Wire } from "../../../domain/wire/wire-schema.ts";
import { parseWirePath, valueAt } from "../../../domain/wire/wire-path.ts";
import type { Refusal } from "../adapter.ts";

/** True when the body has text where the wire's errors have their message. */
export function isGenericError({ error }: Wire, body: unknown): boolean {
  const steps = parseWirePath(error.message);
  const message = steps === null ? undefined : valueAt(body, steps);
  return typeof message === "string" && message !== "";
}

export function genericErrorOf(
  { error }: Wire,
  body: unknown,
): { readonly code: string; readonly message: string } {
  return {
    code: (textAt(body, error.code) ?? "unknown").slice(0, 200),
    message: textAt(body, error.message) ?? "",
  };
}

/** A refusal of ours where the wire's errors stand; what is ours alone goes under `reelmeter`. */
export function genericRefusal({ error }: Wire, refusal: Refusal): unknown {
  const { type, code, message, param = null, detail } = refusal;
  const body: Record<string, unknown> = { reelmeter: { type, code, param, ...detail } };
  put(body, error.message, message);
  if (error.code !== undefined) put(body, error.code, code);
  return body;
}

function put(body: Record<string, unknown>, path: string, text: string): void {
  const names = path.split(".");
  const last = names.pop() ?? "";
  let at = body;
  for (const name of names) {
    const inner: Record<string, unknown> = { ...objectOf(at[name]) };
    at[name] = inner;
    at = inner;
  }
  at[last] = text;
}

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
