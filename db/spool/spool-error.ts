export type SpoolErrorCode =
  | "spool_in_use"
  | "spool_not_writable"
  | "spool_closed"
  | "spool_stopped"
  | "spool_failed"
  | "spool_full"
  | "spool_unknown_batch";

/** A fault of the spool. `message` says in public words what to do next, `detail` is for the log. */
export class SpoolError extends Error {
  override readonly name = "SpoolError";
  readonly code: SpoolErrorCode;
  readonly detail: string;
  /** Whether the same call can succeed later without anybody's help. */
  readonly retry: boolean;

  constructor(code: SpoolErrorCode, detail: string, cause?: unknown) {
    super(SENTENCES[code], { cause });
    this.code = code;
    this.detail = detail;
    this.retry = RETRY.has(code);
  }
}

const SENTENCES: Record<SpoolErrorCode, string> = {
  spool_in_use:
    "The spool directory belongs to another running process. Give each process its own instance id or DATA_DIR.",
  spool_not_writable:
    "The spool directory cannot be created or written. Give this user write access to DATA_DIR.",
  spool_closed: "The spool is closed.",
  spool_stopped: "The spool's thread has ended and is being started again. Try again in a moment.",
  spool_failed: "The spool cannot do this now. See the log for the reason.",
  spool_full: "The disk of DATA_DIR is full. Free some space; nothing that was accepted is lost.",
  spool_unknown_batch: "The spool does not know this batch; it may be finished already.",
};

const RETRY: ReadonlySet<SpoolErrorCode> = new Set(["spool_stopped", "spool_failed", "spool_full"]);
