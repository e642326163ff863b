import type { SpoolLimits } from "./spool-limits.ts";

export type SpoolStoreLog = (
  level: "info" | "warn" | "error",
  fields: object,
  message: string,
) => void;

export interface SpoolStoreDeps {
  /** Owned by the caller (`lockDirectory`). */
  readonly directory: string;
  readonly limits: SpoolLimits;
  readonly now: () => number;
  /** A new UUIDv7. */
  readonly newId: () => string;
  readonly log: SpoolStoreLog;
}
