import { z } from "zod";
import type { Refusal } from "../adapter.ts";

/** Its own shape, and the one of its routes that copy OpenAI's. */
const errorSchema = z.union([
  z.object({ code: z.string().nullish(), error: z.string() }),
  z.object({ error: z.object({ code: z.string().nullish(), message: z.string() }) }),
]);

export function isXaiError(body: unknown): boolean {
  return errorSchema.safeParse(body).success;
}

export function xaiErrorOf(body: unknown): { readonly code: string; readonly message: string } {
  const read = errorSchema.safeParse(body);
  if (!read.success) return { code: "unknown", message: "" };
  const { error } = read.data;
  const said =
    typeof error === "string"
      ? { code: "code" in read.data ? read.data.code : null, message: error }
      : error;
  return { code: (said.code ?? "unknown").slice(0, 200), message: said.message.slice(0, 2_000) };
}

/** A refusal of ours in xAI's error shape; what is ours alone goes under `reelmeter`. */
export function xaiRefusal({ code, message, type, param = null, detail }: Refusal): unknown {
  return { code, error: message, reelmeter: { type, param, ...detail } };
}
