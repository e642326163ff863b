import { z } from "zod";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { filteredShape, observeVeo, operationShape } from "../google/veo-operation.ts";

const operationSchema = z.object({
  ...operationShape,
  response: z.object({ videos: z.array(z.object({})).nullish(), ...filteredShape }).nullish(),
});

/** Reads a Veo operation of Vertex AI, whose clips lie in a bucket or in the answer itself. */
export function observeVertex(answer: JobAnswer, ask: JobAsk): JobReport | null {
  const read = operationSchema.safeParse(answer.body);
  if (!read.success) return null;
  const { response, ...operation } = read.data;
  const made = response?.videos?.length ?? 0;
  const answered = response != null;
  return observeVeo({ ...operation, answered, made, filtered: response ?? {}, fileIds: [] }, ask);
}
