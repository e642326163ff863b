import { NONE } from "../../../domain/attribution-fields.ts";
import { CLIPS_DIMENSION } from "../../../domain/clips-made.ts";
import { plainNano } from "../../../domain/money.ts";
import type { CreateCall, CreateIntent } from "../adapter.ts";
import { readCount } from "../read-count.ts";
import { readSeconds } from "../read-seconds.ts";

const DEFAULT_RESOLUTION = "720p";
const DEFAULT_SECONDS = "8";
const DEFAULT_SAMPLES = "1";

export const VEO_PROMPT = "instances[].prompt";
/** The clip that an extension goes on with. */
export const VEO_SOURCE = "instances[].video.uri";

export const VEO_FIELDS = [
  VEO_PROMPT,
  VEO_SOURCE,
  "parameters.durationSeconds",
  "parameters.resolution",
  "parameters.aspectRatio",
  "parameters.sampleCount",
  "parameters.generateAudio",
] as const;

/** Pictures and clips of any length. */
export const VEO_PRESENCE_FIELDS = [
  "instances[].image",
  "instances[].lastFrame",
  "instances[].referenceImages",
  "instances[].video",
] as const;

/**
 * What a `:predictLongRunning` asks for: 8 s, 720p and one sample where it doesn't say. Its seconds are those of all
 * samples.
 * @param audio whether the clip has sound, as far as the wire and the request tell.
 */
export function veoIntent({ operation, pathParams, fields }: CreateCall, audio: boolean | null) {
  const { values } = fields;
  const each = readSeconds(values.get("parameters.durationSeconds") ?? DEFAULT_SECONDS);
  const samples = readCount(values.get("parameters.sampleCount") ?? DEFAULT_SAMPLES);
  const resolution = (values.get("parameters.resolution") ?? DEFAULT_RESOLUTION).toLowerCase();
  const requestedSeconds = each === null || samples === null ? null : each * BigInt(samples);
  return {
    model: pathParams["model"] ?? NONE,
    resolution,
    requestedSeconds,
    audio,
    dimensions: {
      operation,
      resolution,
      image: values.has("instances[].image"),
      ...(each === null ? {} : { duration: plainNano(each) }),
      ...(samples === null ? {} : { [CLIPS_DIMENSION]: samples }),
      ...(audio === null ? {} : { audio }),
    },
    units: requestedSeconds === null ? {} : { second: requestedSeconds },
    prompt: values.get(VEO_PROMPT) ?? "",
  } satisfies CreateIntent;
}

/** Veo 2 makes silent clips. */
export function isSilentVeo(model: string): boolean {
  return model.startsWith("veo-2.");
}
