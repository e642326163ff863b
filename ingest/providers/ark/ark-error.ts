import { z } from "zod";
import type { Refusal } from "../adapter.ts";

const errorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
  id: z.undefined().optional(),
});

/** True for `{error: {code, message}}`; a task that failed has an id beside it. */
export function isArkError(body: unknown): boolean {
  return errorSchema.safeParse(body).success;
}

export function arkErrorOf(body: unknown): { readonly code: string; readonly message: string } {
  const read = errorSchema.safeParse(body);
  if (!read.success) return { code: "unknown", message: "" };
  const { code, message } = read.data.error;
  return { code: code.slice(0, 200), message: message.slice(0, 2_000) };
}

/** A refusal of ours in Ark's error shape; what is ours alone goes under `reelmeter`. */
export function arkRefusal({ code, message, type, param = null, detail }: Refusal): unknown {
  return { error: { code, message, param, type, ...(detail ? { reelmeter: detail } : {}) } };
}
