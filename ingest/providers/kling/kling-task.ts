import { z } from "zod";
import type { Nano } from "../../../domain/money.ts";
import { readSeconds } from "../read-seconds.ts";
import {
  billingSchema,
  chargesOf,
  legacyChargesOf,
  NO_CHARGES,
  type Charges,
} from "./kling-charges.ts";

/** A task of either API. Times in ms. */
export interface KlingTask {
  readonly id: string;
  readonly status: "submitted" | "processing" | "succeeded" | "failed";
  readonly message: string;
  readonly createdAtMs: number | null;
  readonly updatedAtMs: number | null;
  /** Of its clip; null while there is none. */
  readonly seconds: Nano | null;
  readonly charges: Charges;
}

const id = z.string().min(1).max(300);
const instant = z.number().int().positive().nullish().catch(null);
const clip = z.object({ duration: z.string().nullish() });

const presentSchema = z.object({
  id,
  status: z.enum(["submitted", "processing", "succeeded", "failed"]),
  message: z.string().nullish(),
  create_time: instant,
  update_time: instant,
  outputs: z
    .array(clip.extend({ type: z.string().nullish() }))
    .nullish()
    .catch(null),
  billing: billingSchema.nullish().catch(null),
});

const legacySchema = z.object({
  task_id: id,
  task_status: z.enum(["submitted", "processing", "succeed", "failed"]),
  task_status_msg: z.string().nullish(),
  created_at: instant,
  updated_at: instant,
  task_result: z
    .object({ videos: z.array(clip).nullish() })
    .nullish()
    .catch(null),
  final_unit_deduction: z.string().nullish(),
  final_balance_deduction: z.object({ quota: z.string().nullish() }).nullish(),
});

/** A task as either API writes it; null for what is none. */
export function readKlingTask(data: unknown): KlingTask | null {
  const present = presentSchema.safeParse(data);
  if (present.success) return presentTask(present.data);
  const legacy = legacySchema.safeParse(data);
  return legacy.success ? legacyTask(legacy.data) : null;
}

function presentTask(task: z.infer<typeof presentSchema>): KlingTask {
  const video = task.outputs?.find(({ type }) => type === "video");
  return {
    id: task.id,
    status: task.status,
    message: task.message ?? "",
    createdAtMs: task.create_time ?? null,
    updatedAtMs: task.update_time ?? null,
    seconds: readSeconds(video?.duration ?? ""),
    charges: chargesOf(task.billing),
  };
}

function legacyTask(task: z.infer<typeof legacySchema>): KlingTask {
  const ended = task.task_status === "succeed" || task.task_status === "failed";
  return {
    id: task.task_id,
    status: task.task_status === "succeed" ? "succeeded" : task.task_status,
    message: task.task_status_msg ?? "",
    createdAtMs: task.created_at ?? null,
    updatedAtMs: task.updated_at ?? null,
    seconds: readSeconds(task.task_result?.videos?.[0]?.duration ?? ""),
    charges: ended
      ? legacyChargesOf(task.final_unit_deduction, task.final_balance_deduction?.quota)
      : NO_CHARGES,
  };
}
