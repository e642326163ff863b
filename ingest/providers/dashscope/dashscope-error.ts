import { z } from "zod";
import type { Refusal } from "../adapter.ts";

const errorSchema = z.object({ code: z.string().min(1), message: z.string() });

/** True for `{code, message, request_id}`; a task that failed says the like inside its `output`. */
export function isDashscopeError(body: unknown): boolean {
  return errorSchema.safeParse(body).success;
}

export function dashscopeErrorOf(body: unknown): {
  readonly code: string;
  readonly message: string;
} {
  const read = errorSchema.safeParse(body);
  if (!read.success) return { code: "unknown", message: "" };
  const { code, message } = read.data;
  return { code: code.slice(0, 200), message: message.slice(0, 2_000) };
}

/** A refusal of ours in DashScope's error shape; what is ours alone goes under `reelmeter`. */
export function dashscopeRefusal({ code, message, type, param = null, detail }: Refusal): unknown {
  return { code, message, reelmeter: { type, param, ...detail } };
}
