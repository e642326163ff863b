import { z } from "zod";
import type { Refusal } from "../adapter.ts";

const errorSchema = z.object({
  code: z
    .number()
    .int()
    .refine((code) => code !== 0),
  message: z.string(),
});

/** True for an envelope whose code is not 0, whatever its status. */
export function isKlingError(body: unknown): boolean {
  return errorSchema.safeParse(body).success;
}

export function klingErrorOf(body: unknown): { readonly code: string; readonly message: string } {
  const read = errorSchema.safeParse(body);
  if (!read.success) return { code: "unknown", message: "" };
  return { code: String(read.data.code), message: read.data.message.slice(0, 2_000) };
}

const BAD_REQUEST = 400;
const SERVER_ERROR = 500;
/** Of Kling's table of codes; 12xx and 13xx are otherwise 400, everything unknown 500. */
const STATUS_OF_CODE: ReadonlyMap<number, number> = new Map([
  ...[1000, 1001, 1002, 1003, 1004].map((code) => [code, 401] as const),
  ...[1100, 1101, 1102, 1302, 1303, 1304].map((code) => [code, 429] as const),
  [1103, 403],
  [1202, 404],
  [1203, 404],
  [5001, 503],
  [5002, 504],
]);

/** Which status an envelope's code belongs to; null for code 0 and for what is no envelope. */
export function klingErrorStatus(body: unknown): number | null {
  const read = errorSchema.safeParse(body);
  if (!read.success) return null;
  const { code } = read.data;
  return STATUS_OF_CODE.get(code) ?? (code >= 1200 && code < 1400 ? BAD_REQUEST : SERVER_ERROR);
}

const CODE_OF_STATUS: ReadonlyMap<number, number> = new Map([
  [401, 1002],
  [403, 1103],
  [404, 1203],
  [429, 1302],
  [503, 5001],
  [504, 5002],
]);
const INVALID_PARAMETER = 1201;
const INTERNAL_ERROR = 5000;

/** A refusal of ours in Kling's envelope; what is ours alone goes under `reelmeter`. */
export function klingRefusal(refusal: Refusal): unknown {
  const { status, code, message, type, param = null, detail } = refusal;
  const other = status < SERVER_ERROR ? INVALID_PARAMETER : INTERNAL_ERROR;
  return {
    code: CODE_OF_STATUS.get(status) ?? other,
    message,
    reelmeter: { type, code, param, ...detail },
  };
}
