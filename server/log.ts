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
    },
    pino.destination({ fd: 2, sync: false }),
  );
  return { logger, log: (at, event, fields = {}) => logger[at](fields, event) };
}
