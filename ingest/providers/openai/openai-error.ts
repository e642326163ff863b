import { z } from "zod";
import type { Refusal } from "../adapter.ts";

const errorSchema = z.object({
  error: z.object({
    message: z.string().nullish(),
    type: z.string().nullish(),
    code: z.union([z.string(), z.number()]).nullish(),
  }),
});

/** True for `{"error": {"message", "type", "code"}}` with at least a message or a code in it. */
export function isOpenaiError(body: unknown): boolean {
  const read = errorSchema.safeParse(body);
  if (!read.success) return false;
  const { message, code } = read.data.error;
  return (message ?? null) !== null || (code ?? null) !== null;
}

export function openaiErrorOf(body: unknown): { readonly code: string; readonly message: string } {
  const read = errorSchema.safeParse(body);
  if (!read.success) return { code: "unknown", message: "" };
  const { message, type, code } = read.data.error;
  return {
    code: String(code ?? type ?? "unknown").slice(0, 200),
    message: (message ?? "").slice(0, 2_000),
  };
}

/** A refusal of ours in OpenAI's error shape; what is ours alone goes under `error.reelmeter`. */
export function openaiRefusal(refusal: Refusal): unknown {
  const { message, type, code, param = null, detail } = refusal;
  return {
    error: { message, type, code, param, ...(detail === undefined ? {} : { reelmeter: detail }) },
  };
}
