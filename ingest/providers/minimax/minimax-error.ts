import { z } from "zod";
import type { Refusal } from "../adapter.ts";

/** Errors of the second API come with a status of their own. */
const errorSchema = z.object({
  type: z.literal("error"),
  error: z.object({ type: z.string(), message: z.string() }),
});

/** Those of the first come as 200; a task that failed says its reason the same way, but has a status. */
const baseSchema = z.object({
  status: z.literal("").nullish(),
  base_resp: z.object({
    status_code: z
      .number()
      .int()
      .refine((code) => code !== 0),
    status_msg: z.string(),
  }),
});

export function isMinimaxError(body: unknown): boolean {
  return errorSchema.safeParse(body).success || baseSchema.safeParse(body).success;
}

/** Messages of the second API end in the code of the first: `insufficient balance (1008)`. */
export function minimaxErrorOf(body: unknown): { readonly code: string; readonly message: string } {
  const error = errorSchema.safeParse(body);
  if (error.success) {
    const { type, message } = error.data.error;
    return { code: type.slice(0, 200), message: message.slice(0, 2_000) };
  }
  const base = baseSchema.safeParse(body);
  if (!base.success) return { code: "unknown", message: "" };
  const { status_code: code, status_msg: message } = base.data.base_resp;
  return { code: String(code), message: message.slice(0, 2_000) };
}

const SERVER_ERROR = 500;
/** Input and output that moderation kept back. */
export const MODERATION_CODES: ReadonlySet<number> = new Set([1026, 1027]);
const STATUS_OF_CODE: ReadonlyMap<number, number> = new Map([
  [1002, 429],
  [1004, 401],
  [1008, 402],
  [1026, 422],
  [1027, 422],
  [1039, 429],
  [2013, 400],
  [2049, 401],
]);

/** The status that a code in a 200 stands for; what is not known may have come after the create was taken. */
export function minimaxErrorStatus(body: unknown): number | null {
  const read = baseSchema.safeParse(body);
  return read.success
    ? (STATUS_OF_CODE.get(read.data.base_resp.status_code) ?? SERVER_ERROR)
    : null;
}

const CODE_OF_STATUS: ReadonlyMap<number, number> = new Map([
  [401, 1004],
  [402, 1008],
  [429, 1002],
]);
const INVALID_PARAMETERS = 2013;
const INTERNAL_ERROR = 1000;

/** A refusal of ours in the shapes of both APIs, for nothing but the path tells which one a client speaks. */
export function minimaxRefusal(refusal: Refusal): unknown {
  const { status, code, message, type, param = null, detail } = refusal;
  const other = status < SERVER_ERROR ? INVALID_PARAMETERS : INTERNAL_ERROR;
  return {
    type: "error",
    error: { type: code, message, http_code: String(status) },
    base_resp: { status_code: CODE_OF_STATUS.get(status) ?? other, status_msg: message },
    reelmeter: { type, param, ...detail },
  };
}
