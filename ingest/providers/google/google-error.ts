import { z } from "zod";
import type { Refusal } from "../adapter.ts";

const errorSchema = z.object({
  error: z.object({
    code: z.number().nullish(),
    message: z.string(),
    status: z.string().nullish(),
  }),
});

export function isGoogleError(body: unknown): boolean {
  return errorSchema.safeParse(body).success;
}

export function googleErrorOf(body: unknown): { readonly code: string; readonly message: string } {
  const read = errorSchema.safeParse(body);
  if (!read.success) return { code: "unknown", message: "" };
  const { code, message, status } = read.data.error;
  return {
    code: (status ?? String(code ?? "unknown")).slice(0, 200),
    message: message.slice(0, 2_000),
  };
}

/**
 * A refusal of ours as Google's APIs write an error (https://google.aip.dev/193): what is ours alone stands in its
 * `ErrorInfo`, whose metadata are strings.
 */
export function googleRefusal(refusal: Refusal): unknown {
  const { status, code, message, type, param, detail } = refusal;
  const metadata = Object.entries({ type, param: param ?? null, ...detail });
  return {
    error: {
      code: status,
      message,
      status: STATUS_WORDS.get(status) ?? "UNKNOWN",
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.ErrorInfo",
          reason: code.toUpperCase(),
          domain: "reelmeter",
          metadata: Object.fromEntries(metadata.filter(([, value]) => value !== null)),
        },
      ],
    },
  };
}

/** By HTTP status, as google.rpc.Code maps them. */
const STATUS_WORDS: ReadonlyMap<number, string> = new Map([
  [400, "INVALID_ARGUMENT"],
  [401, "UNAUTHENTICATED"],
  [402, "FAILED_PRECONDITION"],
  [403, "PERMISSION_DENIED"],
  [404, "NOT_FOUND"],
  [405, "UNIMPLEMENTED"],
  [408, "DEADLINE_EXCEEDED"],
  [409, "ABORTED"],
  [413, "INVALID_ARGUMENT"],
  [415, "INVALID_ARGUMENT"],
  [422, "INVALID_ARGUMENT"],
  [429, "RESOURCE_EXHAUSTED"],
  [500, "INTERNAL"],
  [502, "UNAVAILABLE"],
  [503, "UNAVAILABLE"],
  [504, "DEADLINE_EXCEEDED"],
]);

/** google.rpc.Code by its number, as operations name it. */
const RPC_CODES: readonly string[] = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
];

/** The word for an operation's error code; the number itself where it is none of the known ones. */
export function rpcCode(code: number | null | undefined): string {
  return RPC_CODES[code ?? -1] ?? String(code ?? "unknown");
}
