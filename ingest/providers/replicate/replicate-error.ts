import { z } from "zod";
import type { Refusal } from "../adapter.ts";

const errorSchema = z.object({
  title: z.string().nullish(),
  detail: z.string(),
  invalid_fields: z.array(z.object({ type: z.string().nullish() })).nullish(),
});

export function isReplicateError(body: unknown): boolean {
  return errorSchema.safeParse(body).success;
}

/** The first invalid field says what is wrong with an input, the title only that something is. */
export function replicateErrorOf(body: unknown): {
  readonly code: string;
  readonly message: string;
} {
  const read = errorSchema.safeParse(body);
  if (!read.success) return { code: "unknown", message: "" };
  const { title, detail, invalid_fields: fields } = read.data;
  const code = fields?.[0]?.type ?? title ?? "unknown";
  return { code: code.slice(0, 200), message: detail.slice(0, 2_000) };
}

/** A refusal of ours in Replicate's error shape; what is ours alone goes under `reelmeter`. */
export function replicateRefusal(refusal: Refusal): unknown {
  const { status, type, code, message, param = null, detail } = refusal;
  const field = param === null ? {} : { invalid_fields: [{ type: code, field: param }] };
  return { title: code, detail: message, status, ...field, reelmeter: { type, ...detail } };
}
