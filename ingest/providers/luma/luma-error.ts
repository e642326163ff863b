import { z } from "zod";
import type { Refusal } from "../adapter.ts";

/** Its errors' shape is not documented: its SDK shows `message` where there is one, and else the whole body. */
const errorSchema = z.union([
  z.object({ message: z.string(), code: z.string().nullish() }),
  z.object({ detail: z.string(), code: z.string().nullish() }),
  z.object({ error: z.string(), code: z.string().nullish() }),
]);

export function isLumaError(body: unknown): boolean {
  return errorSchema.safeParse(body).success;
}

export function lumaErrorOf(body: unknown): { readonly code: string; readonly message: string } {
  const read = errorSchema.safeParse(body);
  if (!read.success) return { code: "unknown", message: "" };
  const { code, ...rest } = read.data;
  const [message = ""] = Object.values(rest);
  return { code: (code ?? "unknown").slice(0, 200), message: message.slice(0, 2_000) };
}

/** A refusal of ours as its SDK shows it best; what is ours alone goes under `reelmeter`. */
export function lumaRefusal({ code, message, type, param = null, detail }: Refusal): unknown {
  return { message, code, reelmeter: { type, param, ...detail } };
}
