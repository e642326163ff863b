import { z } from "zod";
import type { JobAnswer, JobAsk, JobReport, UrlReader } from "../adapter.ts";
import { geminiFile } from "./gemini-file.ts";
import { observeOmni, omniUris } from "./omni-observation.ts";
import { filteredShape, observeVeo, operationShape } from "../google/veo-operation.ts";

const sample = z.object({ video: z.object({ uri: z.string().nullish() }).nullish() });

const operationSchema = z.object({
  ...operationShape,
  response: z
    .object({
      generateVideoResponse: z
        .object({ generatedSamples: z.array(sample).nullish(), ...filteredShape })
        .nullish(),
    })
    .nullish(),
});

/** Reads a Veo operation of the Gemini API, or an interaction that makes a video. */
export function observeGemini(answer: JobAnswer, ask: JobAsk): JobReport | null {
  return observeOmni(answer, ask) ?? observeOperation(answer, ask);
}

function observeOperation(answer: JobAnswer, ask: JobAsk): JobReport | null {
  const read = operationSchema.safeParse(answer.body);
  if (!read.success) return null;
  const { response, ...operation } = read.data;
  const made = (response?.generateVideoResponse?.generatedSamples ?? []).filter(
    ({ video }) => video != null,
  );
  return observeVeo(
    {
      ...operation,
      answered: response != null,
      made: made.length,
      filtered: response?.generateVideoResponse ?? {},
      fileIds: made.flatMap(({ video }) => geminiFile(video?.uri) ?? []),
    },
    ask,
  );
}

/** The addresses by which clients download. */
export function geminiUrls(body: unknown, reader: UrlReader): readonly string[] {
  // Google's own SDKs take the file's id alone, asking their base URL for it, and hand addresses in with the next create.
  if (reader.header("x-goog-api-client").includes("google-genai-sdk/")) return [];
  const read = operationSchema.safeParse(body);
  const samples = read.data?.response?.generateVideoResponse?.generatedSamples ?? [];
  return [...samples.flatMap(({ video }) => video?.uri ?? []), ...omniUris(body)];
}
