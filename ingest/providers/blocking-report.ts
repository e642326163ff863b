import { NOTHING_KNOWN, type Observation } from "../../domain/observation.ts";
import type { JobAsk, JobReport } from "./adapter.ts";
import { failureOf } from "./failure-of.ts";

/** What the answer of a blocking create says beyond its outcome. */
type Said = Partial<Pick<Observation, "gpuMs" | "model" | "fileIds">> & {
  readonly holdsClip?: boolean;
};

/**
 * The outcome of a create that was answered when it had ended: a clip, or why there is none. Null for an ask that is not
 * about such a create.
 * @param why null for a clip.
 */
export function blockingReport(
  { ownId, source, seenAtMs }: JobAsk,
  why: { readonly code: string | null; readonly message: string | null } | null,
  { holdsClip = false, ...said }: Said = {},
): JobReport | null {
  if (ownId === undefined) return null;
  const outcome =
    why === null
      ? ({ status: "succeeded" } as const)
      : ({
          status: "failed",
          failure: failureOf("provider_error", why.code, why.message),
        } as const);
  return {
    providerJobId: ownId,
    createdAtMs: null,
    prompt: null,
    seconds: null,
    observation: { ...NOTHING_KNOWN, source, seenAtMs, ...said, ...outcome },
    holdsClip: holdsClip && why === null,
  };
}

/** It answered that it had ended, and nothing is in the answer. */
export const NO_CLIP = { code: "no_video", message: "The answer holds no video." };
