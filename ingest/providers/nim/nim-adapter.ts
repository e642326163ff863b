import { z } from "zod";
import type { JobAnswer, JobAsk, JobReport, ProviderAdapter } from "../adapter.ts";
import { blockingReport, NO_CLIP } from "../blocking-report.ts";
import { isNimError, nimErrorOf, nimRefusal } from "./nim-error.ts";
import { NIM_FIELDS, NIM_PRESENCE_FIELDS, nimIntent } from "./nim-intent.ts";

/** NVIDIA NIM for Cosmos: one call that answers with the clip as base64. */
export const nimAdapter: ProviderAdapter = {
  provider: "nim",
  routes: [
    { method: "POST", path: "/v1/infer", kind: "create", operation: "create", blocking: true },
  ],
  // Whoever runs the server sets the prices, for clips.
  billsOutcome: (state) => state === "succeeded",
  namesCost: false,
  lengthAsAsked: true,
  downloadsPass: true,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  ownHeaders: {},
  promptField: "prompt",
  createFieldNames: NIM_FIELDS,
  presenceFieldNames: NIM_PRESENCE_FIELDS,
  fileFieldNames: [],
  sourceOf: () => null,
  admit: nimIntent,
  answerHeaders: [],
  observeJob: observeNim,
  pollCall: null,
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: null,
  isProviderError: isNimError,
  errorOf: nimErrorOf,
  refuse: nimRefusal,
};

const clipSchema = z.object({ b64_video: z.string() });

function observeNim({ body }: JobAnswer, ask: JobAsk): JobReport | null {
  const read = clipSchema.safeParse(body);
  if (!read.success) return null;
  return blockingReport(ask, read.data.b64_video === "" ? NO_CLIP : null, { holdsClip: true });
}
