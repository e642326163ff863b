import { z } from "zod";
import type { Refusal } from "../adapter.ts";

/** Not documented: the web framework that it is built on writes `detail`, a sentence or a list of faulty fields. */
const errorSchema = z.object({
  detail: z.union([
    z.string().min(1),
    z.array(z.object({ msg: z.string(), type: z.string().nullish() })).min(1),
  ]),
  code: z.string().nullish(),
});

export function isNimError(body: unknown): boolean {
  return errorSchema.safeParse(body).success;
}

export function nimErrorOf(body: unknown): { readonly code: string; readonly message: string } {
  const read = errorSchema.safeParse(body);
  if (!read.success) return { code: "unknown", message: "" };
  const { detail, code } = read.data;
  const message = typeof detail === "string" ? detail : detail.map(({ msg }) => msg).join("; ");
  const type = typeof detail === "string" ? null : detail[0]?.type;
  return { code: (code ?? type ?? "unknown").slice(0, 200), message: message.slice(0, 2_000) };
}

/** A refusal of ours in the same shape; what is ours alone goes under `reelmeter`. */
export function nimRefusal({ message, type, code, param = null, detail }: Refusal): unknown {
  return { detail: message, code, reelmeter: { type, param, ...detail } };
}
