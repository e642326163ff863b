import { NONE } from "../../../domain/attribution-fields.ts";
import { plainNano } from "../../../domain/money.ts";
import type { CreateCall, CreateIntent } from "../adapter.ts";
import { readFlag } from "../read-flag.ts";
import { readSeconds } from "../read-seconds.ts";

export const DASHSCOPE_FIELDS = [
  "model",
  "input.prompt",
  "parameters.resolution",
  "parameters.size",
  "parameters.duration",
  "parameters.audio",
  "input.media[].type",
] as const;

/** Addresses or data of any length. */
export const DASHSCOPE_PRESENCE_FIELDS = [
  "input.img_url",
  "input.video_url",
  "input.reference_urls[]",
] as const;

const DEFAULT_RESOLUTION = "1080P";
/** Models that take a tier and a ratio, and make 1080P of a request without one; older ones take a size. */
const TAKES_TIER = /^wan(?:2\.7|3)/;
const SOUND_BY_DEFAULT = /^wan3/;

/**
 * What a create asks for. Prices are per second, by tier and, for some models, by region. An input clip's seconds are
 * billed too, and nobody here knows how many it has: such a create's length stays unknown until its task says it.
 */
export function dashscopeIntent({ operation, baseUrl, fields }: CreateCall): CreateIntent {
  const { values } = fields;
  const model = values.get("model") ?? NONE;
  const size = values.get("parameters.size");
  const resolution =
    values.get("parameters.resolution")?.toUpperCase() ??
    tierOf(size) ??
    (TAKES_TIER.test(model) ? DEFAULT_RESOLUTION : undefined);
  const takesVideo = handsInVideo(values);
  const seconds = readSeconds(values.get("parameters.duration") ?? "");
  const requestedSeconds = takesVideo ? null : seconds;
  const audio =
    readFlag(values.get("parameters.audio")) ?? (SOUND_BY_DEFAULT.test(model) ? true : null);
  const region = regionOf(baseUrl.hostname);
  return {
    model,
    resolution: size?.replace("*", "x") ?? resolution ?? NONE,
    requestedSeconds,
    audio,
    dimensions: {
      operation,
      image: values.has("input.img_url") || mediaOf(values).some((type) => !isVideo(type)),
      video_input: takesVideo,
      ...(resolution === undefined ? {} : { resolution }),
      ...(region === null ? {} : { region }),
      ...(seconds === null ? {} : { duration: plainNano(seconds) }),
      ...(audio === null ? {} : { audio }),
    },
    units: requestedSeconds === null ? {} : { second: requestedSeconds },
    prompt: values.get("input.prompt") ?? "",
  };
}

/** Kinds of what is handed in: `first_frame`, `reference_video` and the like. */
function mediaOf(values: ReadonlyMap<string, string>): readonly string[] {
  return values.get("input.media[].type")?.split("\n") ?? [];
}

function isVideo(media: string): boolean {
  return media.includes("video");
}

/** A list of addresses doesn't say what they lead to. */
function handsInVideo(values: ReadonlyMap<string, string>): boolean {
  return (
    values.has("input.video_url") ||
    values.has("input.reference_urls[]") ||
    mediaOf(values).some(isVideo)
  );
}

const HIGHEST_480P = 600_000;
const HIGHEST_720P = 1_400_000;

/** The tier of `1280*720`: tiers are areas, so that `960*960` is of the same one. */
function tierOf(size: string | undefined): string | undefined {
  const [, width, height] = /^(\d{3,4})\*(\d{3,4})$/.exec(size ?? "") ?? [];
  if (width === undefined || height === undefined) return undefined;
  const pixels = Number(width) * Number(height);
  if (pixels <= HIGHEST_480P) return "480P";
  return pixels <= HIGHEST_720P ? "720P" : DEFAULT_RESOLUTION;
}

/** As the price list calls the places that its two public hosts stand for. */
function regionOf(hostname: string): string | null {
  if (hostname === "dashscope-intl.aliyuncs.com") return "intl(Singapore)";
  return hostname === "dashscope.aliyuncs.com" ? "cn-beijing" : null;
}
