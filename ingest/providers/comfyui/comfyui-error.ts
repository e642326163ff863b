import { z } from "zod";
import type { Refusal } from "../adapter.ts";

const nodeSchema = z.object({
  errors: z.array(z.object({ message: z.string(), details: z.string().nullish() })).nullish(),
});
const errorSchema = z.object({
  error: z.object({ type: z.string(), message: z.string(), details: z.string().nullish() }),
  node_errors: z.union([z.record(z.string(), nodeSchema), z.array(z.unknown())]).nullish(),
});

export function isComfyuiError(body: unknown): boolean {
  return errorSchema.safeParse(body).success;
}

/** The first node with an error says what is wrong with a workflow, `error` only that something is. */
export function comfyuiErrorOf(body: unknown): {
  readonly code: string;
  readonly message: string;
} {
  const read = errorSchema.safeParse(body);
  if (!read.success) return { code: "unknown", message: "" };
  const { error, node_errors: nodes } = read.data;
  const first = Array.isArray(nodes) ? undefined : Object.values(nodes ?? {})[0]?.errors?.[0];
  const parts = [error.message, error.details, first?.message, first?.details];
  const message = parts.filter((text) => text != null && text !== "").join(": ");
  return { code: error.type.slice(0, 200), message: message.slice(0, 2_000) };
}

/** A refusal of ours in ComfyUI's error shape; what is ours alone goes under `extra_info`. */
export function comfyuiRefusal({ code, message, type, param = null, detail }: Refusal): unknown {
  const extra = { reelmeter: { type, param, ...detail } };
  return { error: { type: code, message, details: "", extra_info: extra }, node_errors: {} };
}
