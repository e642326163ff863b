import { z } from "zod";
import type { Refusal } from "../adapter.ts";

const errorSchema = z.object({
  error: z.object({
    code: z.union([z.number(), z.string()]).nullish(),
    message: z.string(),
  }),
});

export function isOpenrouterError(body: unknown): boolean {
  return errorSchema.safeParse(body).success;
}

export function openrouterErrorOf(body: unknown): {
  readonly code: string;
  readonly message: string;
} {
  const read = errorSchema.safeParse(body);
  if (!read.success) return { code: "unknown", message: "" };
  const { code, message } = read.data.error;
  return { code: String(code ?? "unknown").slice(0, 200), message: message.slice(0, 2_000) };
}

/** A refusal of ours in OpenRouter's error shape, whose code is the status; what is ours alone goes under `metadata`. */
export function openrouterRefusal(refusal: Refusal): unknown {
  const { status, code, message, type, param = null, detail } = refusal;
  return {
    error: { code: status, message, metadata: { reelmeter: { code, type, param, ...detail } } },
  };
}
