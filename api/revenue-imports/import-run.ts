import type { StagedImport } from "../../db/postgres/revenue-imports/resolve-staged.ts";
import type { RevenueMapping } from "../../domain/revenue-file/mapping.ts";
import type { CallContext } from "../http/call-context.ts";
import type { FaultList } from "./fault-list.ts";
import type { StagedFile } from "./stage-file.ts";

/** A file that was read to its end and waits in its staging table. */
export interface ImportRun extends StagedFile {
  readonly id: string;
  readonly mapping: RevenueMapping;
  readonly faults: FaultList;
}

/** The run as the store knows it. */
export function stagedOf(ctx: CallContext, run: ImportRun): StagedImport {
  return {
    id: run.id,
    workspaceId: ctx.workspaceId,
    grouped: run.mapping.group !== undefined,
  };
}
