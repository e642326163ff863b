import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { rpcCode } from "./google-error.ts";

/** `models/veo-3.1/operations/x`, with the project before it on Vertex: a path, as it stands in the answer. */
export const operationName = z
  .string()
  .max(400)
  .regex(/^[A-Za-z0-9][\w.~-]*(?:\/[A-Za-z0-9][\w.~-]*){1,11}$/);

/** A long-running operation around what `response` holds. */
export const operationShape = {
  name: operationName.nullish(),
  done: z.boolean().nullish(),
  error: z
    .object({
      code: z.number().nullish(),
      message: z.string().nullish(),
      status: z.string().nullish(),
    })
    .nullish(),
};

/** What safety filters kept back. */
export const filteredShape = {
  raiMediaFilteredCount: z.number().nullish(),
  raiMediaFilteredReasons: z.array(z.string()).nullish(),
};

/** What an operation says, its clips counted. */
export interface VeoOperation {
  readonly name?: string | null | undefined;
  readonly done?: boolean | null | undefined;
  readonly error?: z.infer<typeof operationShape.error>;
  /** Whether there is a response, which only an ended operation has. */
  readonly answered: boolean;
  readonly made: number;
  readonly filtered: {
    readonly raiMediaFilteredCount?: number | null | undefined;
    readonly raiMediaFilteredReasons?: readonly string[] | null | undefined;
  };
  readonly fileIds: readonly string[];
}

/** Reads an operation: of its clips those that were made count, and who made none says whether a filter did that. */
export function observeVeo(operation: VeoOperation, ask: JobAsk): JobReport | null {
  const providerJobId = operation.name ?? ask.jobId;
  if (providerJobId === null) return null;
  if (operation.name == null && operation.done == null && !hasEnded(operation)) return null;
  const { source, seenAtMs } = ask;
  const known = { ...NOTHING_KNOWN, source, seenAtMs };
  return {
    providerJobId,
    createdAtMs: null,
    prompt: null,
    seconds: null,
    observation: { ...known, ...outcomeOf(operation, ask) },
  };
}

type Outcome = Pick<Observation, "status"> & Partial<Observation>;

function outcomeOf(operation: VeoOperation, ask: JobAsk): Outcome {
  const { error, made, filtered, fileIds } = operation;
  if (!hasEnded(operation)) return { status: ask.source === "create" ? "submitted" : "running" };
  if (error != null) {
    const code = error.status ?? rpcCode(error.code);
    return { status: "failed", failure: failureOf("provider_error", code, error.message) };
  }
  if (made > 0) {
    return { status: "succeeded", clipsMade: made, ...(fileIds.length === 0 ? {} : { fileIds }) };
  }
  const reasons = filtered.raiMediaFilteredReasons ?? [];
  if (reasons.length > 0 || (filtered.raiMediaFilteredCount ?? 0) > 0) {
    return { status: "blocked", failure: failureOf("moderated", FILTERED, reasons.join(" ")) };
  }
  const message = "The operation is done and holds no video.";
  return { status: "failed", failure: failureOf("provider_error", EMPTY, message) };
}

/** A client may ask for some fields alone, and leave `done` out. */
function hasEnded({ done, error, answered }: VeoOperation): boolean {
  return done === true || error != null || answered;
}

const FILTERED = "rai_media_filtered";
const EMPTY = "no_video";
