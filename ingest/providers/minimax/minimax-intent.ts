import { NONE } from "../../../domain/attribution-fields.ts";
import { plainNano } from "../../../domain/money.ts";
import type { CreateCall, CreateFields, CreateIntent } from "../adapter.ts";
import { readSeconds } from "../read-seconds.ts";
import { apiOf } from "./minimax-routes.ts";

export const MINIMAX_FIELDS = [
  "model",
  "prompt",
  "content[].text",
  "resolution",
  "duration",
] as const;

/** Addresses or data of any length. */
export const MINIMAX_PRESENCE_FIELDS = [
  "first_frame_image",
  "last_frame_image",
  "subject_reference",
  "content[].image_url",
  "content[].video_url",
] as const;

const V1_SECONDS = "6";
const V1_HAILUO_RESOLUTION = "768P";
const V1_RESOLUTION = "720P";

/**
 * What a create asks for. The second API leaves nothing out that prices depend on; an input clip's seconds are billed
 * there too, and nobody here knows how many it has. The first one makes 6 s, at 768P or, of older models, at 720P.
 */
export function minimaxIntent({ operation, route, fields }: CreateCall): CreateIntent {
  const { values } = fields;
  const api = apiOf(route);
  const model = values.get("model") ?? NONE;
  const takesVideo = values.has("content[].video_url");
  const resolution = values.get("resolution")?.toUpperCase() ?? defaultResolution(api, model);
  const seconds = readSeconds(values.get("duration") ?? (api === "v1" ? V1_SECONDS : ""));
  const requestedSeconds = takesVideo ? null : seconds;
  return {
    model,
    resolution: resolution ?? NONE,
    requestedSeconds,
    audio: null,
    dimensions: {
      operation,
      api,
      image: takesImage(fields),
      video_input: takesVideo,
      ...(resolution === undefined ? {} : { resolution }),
      ...(seconds === null ? {} : { duration: plainNano(seconds) }),
    },
    units: requestedSeconds === null ? {} : { second: requestedSeconds },
    prompt: values.get("prompt") ?? values.get("content[].text") ?? "",
  };
}

function defaultResolution(api: "v1" | "v2", model: string): string | undefined {
  if (api === "v2") return undefined;
  return model.startsWith("MiniMax-Hailuo-") ? V1_HAILUO_RESOLUTION : V1_RESOLUTION;
}

function takesImage({ values }: CreateFields): boolean {
  const places = ["first_frame_image", "last_frame_image", "subject_reference"];
  return [...places, "content[].image_url"].some((name) => values.has(name));
}
