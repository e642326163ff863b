import { z } from "zod";
import { isOpenaiError, openaiErrorOf } from "./openai-error.ts";

const detailSchema = z.object({
  detail: z.union([z.string().min(1), z.array(z.unknown()).min(1)]),
});
const faultSchema = z.object({ msg: z.string(), type: z.string().nullish() });

/** The two shapes of Python servers that copy OpenAI's wire: OpenAI's own, and their framework's `detail`. */
export function isServerError(body: unknown): boolean {
  return isOpenaiError(body) || detailSchema.safeParse(body).success;
}

export function serverErrorOf(body: unknown): { readonly code: string; readonly message: string } {
  const read = detailSchema.safeParse(body);
  if (!read.success) return openaiErrorOf(body);
  const { detail } = read.data;
  if (typeof detail === "string") return { code: "unknown", message: detail.slice(0, 2_000) };
  const fault = faultSchema.safeParse(detail[0]);
  return {
    code: (fault.data?.type ?? "unknown").slice(0, 200),
    message: (fault.data?.msg ?? "").slice(0, 2_000),
  };
}
