import { z } from "zod";
import type { Refusal } from "../adapter.ts";

const faultSchema = z.object({
  loc: z.array(z.union([z.string(), z.number()])).nullish(),
  msg: z.string(),
  type: z.string().nullish(),
});

/** A model's errors come as a list of faults, those of the queue and its runners as one sentence with a type. */
const errorSchema = z.object({
  detail: z.union([z.string(), z.array(faultSchema).min(1)]),
  error_type: z.string().nullish(),
});

export interface FalError {
  /** "unknown" where none is named. */
  readonly code: string;
  readonly message: string;
  /** Null for an error of the queue or a runner; for a model's own one the types of all its faults. */
  readonly faults: readonly string[] | null;
  /** True when the fault is in the question, and not in the job that was asked for. */
  readonly ofQuestion: boolean;
}

/** Null for what is no error of fal's. */
export function readFalError(body: unknown): FalError | null {
  const read = errorSchema.safeParse(body);
  if (!read.success) return null;
  const { detail, error_type: type } = read.data;
  if (typeof detail === "string") {
    return { code: type ?? "unknown", message: detail, faults: null, ofQuestion: false };
  }
  const [first] = detail;
  const at = first?.loc?.[0];
  const where = first?.loc?.slice(1).join(".") ?? "";
  return {
    code: first?.type ?? "unknown",
    message: where === "" ? (first?.msg ?? "") : `${where}: ${first?.msg ?? ""}`,
    faults: detail.map((fault) => fault.type ?? "unknown"),
    ofQuestion: at === "query" || at === "path" || at === "header",
  };
}

export function isFalError(body: unknown): boolean {
  return readFalError(body) !== null;
}

export function falErrorOf(body: unknown): { readonly code: string; readonly message: string } {
  const error = readFalError(body);
  if (error === null) return { code: "unknown", message: "" };
  return { code: error.code.slice(0, 200), message: error.message.slice(0, 2_000) };
}

/**
 * A refusal of ours in the shape of the queue's errors. fal's client raises the text of `message`, its own errors leave it
 * out; what is ours alone goes under `reelmeter`.
 */
export function falRefusal({ code, message, type, param = null, detail }: Refusal): unknown {
  return { detail: message, error_type: code, message, reelmeter: { type, param, ...detail } };
}
