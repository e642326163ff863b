import { z } from "zod";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { gpuMsOf } from "../gpu-ms.ts";
import { blockingReport, NO_CLIP } from "../blocking-report.ts";

const text = z.string().nullish();
const videoSchema = z.object({
  object: z.literal("video"),
  status: z.enum(["completed", "failed"]),
  model: z.string().max(300).nullish(),
  data: z.array(z.object({ url: text, b64_json: text })).nullish(),
  error: z
    .union([z.string(), z.object({ code: text, message: text })])
    .nullish()
    .catch(null),
});

/** Reads the answer of a create; how long inference took keeps all its digits. */
export function observeDynamo(answer: JobAnswer, ask: JobAsk): JobReport | null {
  const read = videoSchema.safeParse(answer.body);
  if (!read.success) return null;
  const { status, model, data, error } = read.data;
  const clips = data ?? [];
  const said = {
    gpuMs: gpuMsOf(answer.numberText("inference_time_s")),
    model: model ?? null,
    holdsClip: clips.some(({ b64_json: clip }) => clip != null && clip !== ""),
  };
  if (status === "failed") return blockingReport(ask, reasonOf(error), said);
  return blockingReport(ask, clips.length === 0 ? NO_CLIP : null, said);
}

function reasonOf(error: z.infer<typeof videoSchema>["error"]) {
  if (typeof error === "string") return { code: null, message: error };
  return { code: error?.code ?? null, message: error?.message ?? null };
}
