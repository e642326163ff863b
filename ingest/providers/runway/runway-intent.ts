import { NONE } from "../../../domain/attribution-fields.ts";
import { plainNano } from "../../../domain/money.ts";
import type { CreateCall, CreateIntent } from "../adapter.ts";
import { readFlag } from "../read-flag.ts";
import { readSeconds } from "../read-seconds.ts";

export const RUNWAY_FIELDS = [
  "model",
  "promptText",
  "duration",
  "ratio",
  "resolution",
  "audio",
  "outputFormat",
] as const;

/** Addresses or data of any length. */
export const RUNWAY_PRESENCE_FIELDS = [
  "promptImage",
  "promptVideo",
  "videoUri",
  "character",
  "reference",
  "references",
  "referenceAudio",
  "referenceImages",
  "referenceVideos",
] as const;

const UPSCALE = "video_upscale";
const DEFAULT_UPSCALE_RESOLUTION = "2k";

/**
 * What a create asks for. Its SDK documents no default that a price depends on but the upscaler's resolution, so what
 * is left out stays unknown; so does `auto`, which lets the model choose the length. The task's credits settle it.
 */
export function runwayIntent({ operation, route, fields }: CreateCall): CreateIntent {
  const { values } = fields;
  const task = route.slice(route.lastIndexOf("/") + 1);
  const ratio = values.get("ratio");
  const tier =
    values.get("resolution") ?? (task === UPSCALE ? DEFAULT_UPSCALE_RESOLUTION : undefined);
  const requestedSeconds = readSeconds(values.get("duration") ?? "");
  const audio = readFlag(values.get("audio"));
  const outputFormat = values.get("outputFormat");
  return {
    model: values.get("model") ?? NONE,
    resolution: sizeOf(ratio) ?? tier ?? NONE,
    requestedSeconds,
    audio,
    dimensions: {
      operation,
      task,
      image: values.has("promptImage"),
      ...(ratio === undefined ? {} : { ratio }),
      ...(tier === undefined ? {} : { resolution: tier }),
      ...(requestedSeconds === null ? {} : { duration: plainNano(requestedSeconds) }),
      ...(audio === null ? {} : { audio }),
      ...(outputFormat === undefined ? {} : { output_format: outputFormat }),
    },
    units: requestedSeconds === null ? {} : { second: requestedSeconds },
    prompt: values.get("promptText") ?? "",
  };
}

/** `1280:720` is a size in pixels, `16:9` is none. */
function sizeOf(ratio: string | undefined): string | null {
  return ratio !== undefined && /^\d{3,5}:\d{3,5}$/.test(ratio) ? ratio.replace(":", "x") : null;
}
