import { pino, type Logger } from "pino";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** What every part of the house gets to speak with: an event's name and its fields, never a sentence with values. */
export type Log = (level: LogLevel, event: string, fields?: Record<string, unknown>) => void;

/** Names under which a credential could travel; their values never reach a line. */
const SECRETS = [
  "authorization",
  "cookie",
  "credential",
  "password",
  "secret",
  "token",
  "key",
  "apiKey",
  "webhookSecret",
];

/** JSON lines on standard error. */
export function openLog(level: string): { log: Log; logger: Logger } {
  const paths = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: "[redacted]" },
      serializers: { err: describeError },
    },
    pino.destination({ fd: 2, sync: false }),
  );
  return { logger, log: (at, event, fields = {}) => logger[at](fields, event) };
}

interface ErrorLine {
  readonly type: string;
  readonly message: string;
  readonly code?: unknown;
  readonly stack?: string;
  readonly cause?: ErrorLine;
}

const MAX_CAUSES = 4;
const MAX_MESSAGE_CHARACTERS = 500;

/** An error without what it was about: a failed query's text carries its parameters, and those may be secrets. */
export function describeError(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, message: "not an Error" };
  const aboutQuery = "params" in error || "parameters" in error || "query" in error;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: aboutQuery ? "a query failed" : error.message.slice(0, MAX_MESSAGE_CHARACTERS),
    ...("code" in error ? { code: error.code } : {}),
    stack: frames.join("\n"),
    ...(error.cause === undefined || depth >= MAX_CAUSES
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}
