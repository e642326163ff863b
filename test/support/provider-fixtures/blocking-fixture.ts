import type { GenerationState } from "../../../domain/generation.ts";
import type { WireAnswer } from "./provider-fixture.ts";

/** One way in which a create can be answered at its end, and what the books must say about it. */
export interface BlockingStory {
  readonly name: string;
  readonly answer: WireAnswer;
  readonly state: GenerationState;
  readonly videoSeconds: string | null;
  readonly failure: readonly [kind: string, code: string] | null;
  /** Of the upstream's own account; null where it gives none, and time is measured. */
  readonly gpuMs: number | null;
  /** True when whoever got the answer has the clip. */
  readonly holdsClip: boolean;
}

/** A wire whose create is answered when it has ended, and that nobody can ask afterwards. */
export interface BlockingFixture {
  readonly provider: string;
  readonly createPath: string;
  readonly createBody: object;
  readonly model: string;
  readonly resolution: string;
  /** Seconds of video that are asked for, as the books hold them. */
  readonly requestedSeconds: string;
  readonly stories: readonly [BlockingStory, ...BlockingStory[]];
  /** How it refuses a create, and how that is booked. */
  readonly refusal: { readonly answer: WireAnswer; readonly code: string; readonly says: string };
  /** How it says that it broke while it ran. */
  readonly broken: { readonly answer: WireAnswer; readonly code: string };
  readonly downloadsPass: boolean;
}
