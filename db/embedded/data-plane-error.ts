/** What can go wrong with the embedded data plane before it serves anything. */
export type DataPlaneErrorCode =
  | "data_dir_in_use"
  | "data_dir_not_writable"
  | "data_plane_start_failed";

/**
 * A fault of the embedded data plane. `message` says in public words what to do next; `detail` is
 * for the log. `retry` tells whether the same call can succeed later without anybody's help.
 */
export class DataPlaneError extends Error {
  override readonly name = "DataPlaneError";
  readonly code: DataPlaneErrorCode;
  readonly detail: string;
  readonly retry: boolean;

  constructor(fault: {
    code: DataPlaneErrorCode;
    message: string;
    detail: string;
    retry: boolean;
    cause?: unknown;
  }) {
    super(fault.message, { cause: fault.cause });
    this.code = fault.code;
    this.detail = fault.detail;
    this.retry = fault.retry;
  }
}
