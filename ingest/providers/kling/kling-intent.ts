import type { CreateCall, CreateFields, CreateIntent } from "../adapter.ts";
import { NONE } from "../../../domain/attribution-fields.ts";
import { plainNano } from "../../../domain/money.ts";
import { readSeconds } from "../read-seconds.ts";
import {
  ALWAYS_WITH_SOUND,
  listedModel,
  modeOfResolution,
  resolutionOfMode,
} from "./kling-models.ts";
import { endpointOf } from "./kling-routes.ts";

export const KLING_FIELDS = [
  "prompt",
  "model_name",
  "mode",
  "duration",
  "sound",
  "video_list[].refer_type",
  "settings.resolution",
  "settings.duration",
  "settings.audio",
  "contents[].type",
  "contents[].text",
] as const;

/** Addresses or data of any length. */
export const KLING_PRESENCE_FIELDS = ["image", "image_list", "video_list[].video_url"] as const;

/** A create in the words of the price list, whichever API it came by. */
interface Wanted {
  readonly model: string;
  readonly mode: string | undefined;
  readonly resolution: string | undefined;
  readonly seconds: string;
  readonly audio: boolean | null;
  readonly edits: boolean;
  /** Its length and its sound are those of a clip that is handed in. */
  readonly follows: boolean;
  readonly image: boolean;
  readonly video: boolean;
  readonly prompt: string;
}

/**
 * What a create asks for, documented defaults applied. An edit and a motion take their length, and their sound, from
 * the clip that they start from, which nobody here knows: the task's own charges settle them.
 */
export function klingIntent({ operation, route, pathParams, fields }: CreateCall): CreateIntent {
  const endpoint = endpointOf(route);
  const wanted =
    pathParams["model"] === undefined
      ? legacyWanted(endpoint, fields)
      : presentWanted(endpoint, pathParams["model"], fields);
  const { model, mode, resolution, image, video, prompt } = wanted;
  const motion = endpoint.endsWith("motion-control");
  const follows = motion || wanted.follows;
  const requestedSeconds = follows ? null : readSeconds(wanted.seconds);
  const audio = follows ? null : wanted.audio;
  return {
    model,
    resolution: resolution ?? NONE,
    requestedSeconds,
    audio,
    dimensions: {
      operation,
      endpoint,
      // As prices call them: `motion_control`, `edit`.
      task: wanted.edits ? "edit" : endpoint.replace(/^v1\//, "").replaceAll("-", "_"),
      image,
      video_input: video,
      ...(mode === undefined ? {} : { mode }),
      ...(resolution === undefined ? {} : { resolution }),
      ...(requestedSeconds === null ? {} : { duration: plainNano(requestedSeconds) }),
      ...(audio === null ? {} : { audio }),
    },
    units: requestedSeconds === null ? {} : { second: requestedSeconds },
    prompt,
  };
}

interface LegacyDefaults {
  readonly model?: string;
  readonly mode?: string;
  readonly seconds?: string;
  readonly sound?: string;
}

const LEGACY_DEFAULTS: ReadonlyMap<string, LegacyDefaults> = new Map([
  ["v1/text2video", { model: "kling-v1", mode: "std", seconds: "5", sound: "off" }],
  ["v1/image2video", { model: "kling-v1", mode: "std", seconds: "5", sound: "off" }],
  ["v1/multi-image2video", { model: "kling-v1-6", mode: "std", seconds: "5" }],
  ["v1/omni-video", { model: "kling-video-o1" }],
]);

function legacyWanted(endpoint: string, { values }: CreateFields): Wanted {
  const defaults = LEGACY_DEFAULTS.get(endpoint) ?? {};
  const model = values.get("model_name") ?? defaults.model ?? NONE;
  const mode = values.get("mode") ?? defaults.mode;
  const video = values.has("video_list[].video_url");
  const use = values.get("video_list[].refer_type");
  return {
    model,
    mode,
    resolution: resolutionOfMode(model, mode),
    seconds: values.get("duration") ?? defaults.seconds ?? "",
    audio: flagOf(values.get("sound") ?? defaults.sound),
    edits: use === "base",
    follows: video && use !== "feature",
    image: values.has("image") || values.has("image_list"),
    video,
    prompt: values.get("prompt") ?? "",
  };
}

const DEFAULT_RESOLUTION = "720p";
const DEFAULT_SECONDS = "5";
const DEFAULT_AUDIO = "off";
const IMAGES = new Set(["image", "first_frame", "last_frame", "refer_image"]);
const VIDEOS = new Set(["video", "feature_video", "base_video"]);

function presentWanted(endpoint: string, named: string, { values }: CreateFields): Wanted {
  const model = listedModel(named);
  const kinds = values.get("contents[].type")?.split("\n") ?? [];
  const resolution = values.get("settings.resolution")?.toLowerCase() ?? DEFAULT_RESOLUTION;
  const edits = endpoint === "omni-video" && kinds.includes("base_video");
  return {
    model,
    mode: modeOfResolution(resolution),
    resolution,
    seconds: values.get("settings.duration") ?? DEFAULT_SECONDS,
    audio:
      model === ALWAYS_WITH_SOUND ? true : flagOf(values.get("settings.audio") ?? DEFAULT_AUDIO),
    edits,
    follows: edits,
    image: kinds.some((kind) => IMAGES.has(kind)),
    video: kinds.some((kind) => VIDEOS.has(kind)),
    prompt: values.get("prompt") ?? values.get("contents[].text") ?? "",
  };
}

/** `original` keeps what the clip that was handed in sounds like: no price tells what that is. */
function flagOf(sound: string | undefined): boolean | null {
  if (sound === "on" || sound === "native") return true;
  return sound === "off" ? false : null;
}
