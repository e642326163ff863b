import { z } from "zod";
import type { JobAnswer, JobAsk, JobReport, UrlReader } from "../adapter.ts";
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

/** Reads a Veo operation of the Gemini API. */
export function observeGemini(answer: JobAnswer, ask: JobAsk): JobReport | null {
  const read = operationSchema.safeParse(answer.body);
  if (!read.success) return null;
  const { response, ...operation } = read.data;
  const made = (response?.generateVideoResponse?.generatedSamples ?? []).filter(
    ({ video }) => video != null,
  );
  return observeVeo(
    {
      ...operation,
      made: made.length,
      filtered: response?.generateVideoResponse ?? {},
      fileIds: geminiFiles(made.flatMap(({ video }) => video?.uri ?? [])),
    },
    ask,
  );
}

/** The addresses by which clients download. */
export function geminiUrls(body: unknown, reader: UrlReader): readonly string[] {
  if (makesOwnUrls(reader)) return [];
  const read = operationSchema.safeParse(body);
  const samples = read.data?.response?.generateVideoResponse?.generatedSamples ?? [];
  return samples.flatMap(({ video }) => video?.uri ?? []);
}

/**
 * Google's own SDK reads no more than the file's id out of an address, only out of an https one, and asks its base URL
 * for it: before a proxy without TLS it would fail on an address of ours.
 */
function makesOwnUrls({ header, ownBase }: UrlReader): boolean {
  return !ownBase.startsWith("https:") && header("x-goog-api-client").includes("google-genai-sdk/");
}

/** `…/v1beta/files/abc:download?alt=media` → abc */
function geminiFiles(uris: readonly string[]): readonly string[] {
  return uris.flatMap((uri) => /\/files\/([A-Za-z0-9_-]{1,200})(?=[:?]|$)/.exec(uri)?.[1] ?? []);
}
