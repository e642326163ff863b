import { NONE } from "../../../domain/attribution-fields.ts";
import { plainNano, type Nano } from "../../../domain/money.ts";
import type { CreateCall, CreateIntent } from "../adapter.ts";
import { readFlag } from "../read-flag.ts";
import { readSeconds } from "../read-seconds.ts";

export const ARK_FIELDS = [
  "model",
  "content[].text",
  "resolution",
  "duration",
  "frames",
  "generate_audio",
  "service_tier",
] as const;

/** Addresses or data of any length. */
export const ARK_PRESENCE_FIELDS = ["content[].image_url", "content[].video_url"] as const;

const DEFAULT_TIER = "default";

/**
 * What a create asks for. Tokens are billed, by resolution and by whether a video is handed in; they are estimated as
 * the provider does, frames × pixels ÷ 1024. Resolution and sound have no default that its documents agree on: the
 * task's answer says what became of them. An input clip counts too, and nobody here knows how long it is.
 */
export function arkIntent({ operation, fields }: CreateCall): CreateIntent {
  const { values } = fields;
  const resolution = values.get("resolution")?.toLowerCase();
  const takesVideo = values.has("content[].video_url");
  const audio = readFlag(values.get("generate_audio"));
  const seconds = values.has("frames") ? null : readSeconds(values.get("duration") ?? "");
  const tokens = takesVideo ? null : tokensOf(resolution, framesOf(values.get("frames"), seconds));
  return {
    model: values.get("model") ?? NONE,
    resolution: resolution ?? NONE,
    requestedSeconds: seconds,
    audio,
    dimensions: {
      operation,
      image: values.has("content[].image_url"),
      video_input: takesVideo,
      service_tier: values.get("service_tier") ?? DEFAULT_TIER,
      ...(resolution === undefined ? {} : { resolution }),
      ...(seconds === null ? {} : { duration: plainNano(seconds) }),
      ...(audio === null ? {} : { audio }),
    },
    units: {
      ...(seconds === null ? {} : { second: seconds }),
      ...(tokens === null ? {} : { token: tokens }),
    },
    prompt: values.get("content[].text") ?? "",
  };
}

const NANO = 1_000_000_000n;
const FRAMES_PER_SECOND = 24n;
const PIXELS_PER_TOKEN = 1_024n;
/** Of the tiers at 16:9; other ratios have about as many. */
const PIXELS = new Map([
  ["480p", 864n * 480n],
  ["720p", 1_280n * 720n],
  ["1080p", 1_920n * 1_080n],
  ["4k", 3_840n * 2_160n],
]);

/** A clip has one frame more than its seconds hold: five seconds at 720p are 108,900 tokens. */
function framesOf(frames: string | undefined, seconds: Nano | null): bigint | null {
  if (frames !== undefined) return /^\d{1,5}$/.test(frames) ? BigInt(frames) : null;
  return seconds === null ? null : (seconds * FRAMES_PER_SECOND) / NANO + 1n;
}

function tokensOf(resolution: string | undefined, frames: bigint | null): Nano | null {
  const pixels = PIXELS.get(resolution ?? "");
  return pixels === undefined || frames === null
    ? null
    : (frames * pixels * NANO) / PIXELS_PER_TOKEN;
}
