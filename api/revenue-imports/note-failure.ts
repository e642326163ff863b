import { updateImport } from "../../db/postgres/revenue-imports/import-rows.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { UploadBrokenError } from "../http/read-upload.ts";
import { ImportRefusedError } from "./refuse-import.ts";

/** Writes down that an import came to nothing, and why. */
export async function noteFailure(ctx: CallContext, id: string, error: unknown): Promise<void> {
  if (error instanceof ImportRefusedError) return;
  const change = {
    state: error instanceof ApiError ? ("refused" as const) : ("failed" as const),
    error: sentence(ctx, error),
    endedAt: new Date(ctx.deps.clock()),
  };
  // Without the books it stays open, and is found to be abandoned later.
  await updateImport(ctx.deps.pg.drizzle, id, change).catch((failure: unknown) => {
    ctx.deps.log.warn({ err: failure, importId: id }, "the end of an import could not be noted");
  });
}

function sentence(ctx: CallContext, error: unknown): string {
  if (error instanceof ApiError) return error.detail;
  if (error instanceof UploadBrokenError) return "The upload broke off.";
  return `Something went wrong here; the log has more under ${ctx.requestId}.`;
}
