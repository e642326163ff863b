import { z } from "zod";
import type { Refusal } from "../adapter.ts";

const errorSchema = z.object({
  error: z.string(),
  issues: z
    .array(z.object({ code: z.string().nullish(), message: z.string().nullish() }))
    .nullish(),
});

export function isRunwayError(body: unknown): boolean {
  return errorSchema.safeParse(body).success;
}

/** The first issue says what is wrong with a body, `error` only that something is. */
export function runwayErrorOf(body: unknown): { readonly code: string; readonly message: string } {
  const read = errorSchema.safeParse(body);
  if (!read.success) return { code: "unknown", message: "" };
  const { error, issues } = read.data;
  const issue = issues?.[0];
  const message = [error, issue?.message].filter((text) => text != null && text !== "").join(": ");
  return { code: (issue?.code ?? "unknown").slice(0, 200), message: message.slice(0, 2_000) };
}

/** A refusal of ours in Runway's error shape; what is ours alone goes under `reelmeter`. */
export function runwayRefusal({ code, message, type, param = null, detail }: Refusal): unknown {
  const path = param === null ? [] : [param];
  return { error: message, issues: [{ code, path, message }], reelmeter: { type, ...detail } };
}
