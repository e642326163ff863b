import { z } from "zod";
import { NANO_PER_UNIT, type Nano } from "../../../domain/money.ts";
import { NOTHING_KNOWN, type BilledPart, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { readAmount } from "../read-amount.ts";
import { MODERATION_CODES } from "./minimax-error.ts";
import { observeFirstApi } from "./minimax-v1-observation.ts";

const instant = z.number().int().positive().nullish().catch(null);
const taskSchema = z.object({
  task: z.object({
    id: z.string().min(1).max(300),
    status: z.enum(["queued", "running", "succeeded", "failed", "cancelled", "expired"]),
    model: z.string().max(300).nullish(),
    created_at: instant,
    updated_at: instant,
    resolution: z.string().min(1).max(100).nullish().catch(null),
    usage: z.object({ input_image_count: z.number().int().nullish() }).nullish().catch(null),
    error: z
      .object({ code: z.union([z.number(), z.string()]).nullish(), message: z.string().nullish() })
      .nullish()
      .catch(null),
  }),
});
type Task = z.infer<typeof taskSchema>["task"];

/**
 * Reads a task of either API. Of the second one, `usage.total_seconds` are billed, those of input clips among them;
 * images beyond the fifth have a price of their own.
 */
export function observeMinimax(answer: JobAnswer, ask: JobAsk): JobReport | null {
  const read = taskSchema.safeParse(answer.body);
  if (!read.success) return observeFirstApi(answer.body, ask);
  const { task } = read.data;
  const status = statusOf(task);
  const ended = status !== "submitted" && status !== "running";
  return {
    providerJobId: task.id,
    createdAtMs: msOf(task.created_at),
    prompt: null,
    seconds: null,
    observation: {
      ...NOTHING_KNOWN,
      source: ask.source,
      seenAtMs: ask.seenAtMs,
      status,
      finishedAtMs: ended ? msOf(task.updated_at) : null,
      model: task.model ?? null,
      resolution: task.resolution ?? null,
      resolved: task.resolution == null ? null : { resolution: task.resolution.toUpperCase() },
      videoSeconds: status === "succeeded" ? clipSeconds(answer) : null,
      ...billedOf(answer, task),
      failure: reasonOf(task, status),
    },
  };
}

/** The clip's own, without those of input clips. */
function clipSeconds(answer: JobAnswer): Nano | null {
  return (
    readAmount(answer.numberText("task.usage.output_seconds")) ??
    readAmount(answer.numberText("task.duration"))
  );
}

const IMAGES_INCLUDED = 5;
/** As its price list tells the price of a further image from that of a second. */
const FURTHER_IMAGE = { input: "reference_image", beyond_first: IMAGES_INCLUDED } as const;

function billedOf(
  answer: JobAnswer,
  { usage }: Task,
): Pick<Observation, "billedUnits" | "billedParts"> {
  const units = readAmount(answer.numberText("task.usage.total_seconds"));
  const seconds = units === null ? null : ({ unit: "second", units } as const);
  const further = (usage?.input_image_count ?? 0) - IMAGES_INCLUDED;
  if (seconds === null || further <= 0) return { billedUnits: seconds };
  const images = BigInt(further) * NANO_PER_UNIT;
  const billedParts: readonly BilledPart[] = [
    { ...seconds, dimensions: {} },
    { unit: "image", units: images, dimensions: FURTHER_IMAGE },
  ];
  return { billedUnits: null, billedParts };
}

function statusOf({ status, error }: Task): Observation["status"] {
  if (status === "queued") return "submitted";
  return status === "failed" && MODERATION_CODES.has(Number(error?.code)) ? "blocked" : status;
}

function reasonOf({ error }: Task, status: Observation["status"]): Observation["failure"] {
  const code = error?.code == null ? null : String(error.code);
  if (status === "blocked") return failureOf("moderated", code, error?.message);
  if (status === "failed") return failureOf("provider_error", code, error?.message);
  return status === "cancelled" || status === "expired"
    ? failureOf(status, code ?? status, error?.message)
    : null;
}

/** Its times are whole seconds since the epoch. */
function msOf(seconds: number | null | undefined): number | null {
  return seconds == null ? null : seconds * 1_000;
}
