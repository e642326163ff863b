import { NONE } from "../../../domain/attribution-fields.ts";
import { divideRounded, parseNano, plainNano, type Nano } from "../../../domain/money.ts";
import type { CreateCall, CreateIntent } from "../adapter.ts";
import { readFlag } from "../read-flag.ts";
import { readSeconds } from "../read-seconds.ts";

/** What models call what their prices depend on. Every model names its own inputs, and nothing obliges it to these. */
export const REPLICATE_FIELDS = [
  "version",
  "input.prompt",
  "input.duration",
  "input.num_frames",
  "input.fps",
  "input.frames_per_second",
  "input.resolution",
  "input.size",
  "input.aspect_ratio",
  "input.generate_audio",
  "input.mode",
] as const;

/** Addresses or data of any length. */
export const REPLICATE_PRESENCE_FIELDS = [
  "input.image",
  "input.start_image",
  "input.first_frame_image",
  "input.video",
] as const;

const IMAGES = ["input.image", "input.start_image", "input.first_frame_image"] as const;

/**
 * What a create asks for. What it leaves out stays unknown: a model's defaults are in the schema of its version. So does
 * the hardware of a community model, which no request and no answer names.
 */
export function replicateIntent(call: CreateCall): CreateIntent {
  const { values } = call.fields;
  const resolution = values.get("input.resolution");
  const size = values.get("input.size");
  const aspectRatio = values.get("input.aspect_ratio");
  const mode = values.get("input.mode");
  const audio = readFlag(values.get("input.generate_audio"));
  const seconds = readSeconds(values.get("input.duration") ?? "") ?? secondsOfFrames(values);
  return {
    model: modelOf(call),
    resolution: resolution ?? size ?? NONE,
    requestedSeconds: seconds,
    audio,
    dimensions: {
      operation: call.operation,
      image: IMAGES.some((name) => values.has(name)),
      video: values.has("input.video"),
      ...deploymentOf(call),
      ...(resolution === undefined ? {} : { resolution }),
      ...(size === undefined ? {} : { size }),
      ...(aspectRatio === undefined ? {} : { aspect_ratio: aspectRatio }),
      ...(mode === undefined ? {} : { mode }),
      ...(seconds === null ? {} : { duration: plainNano(seconds) }),
      ...(audio === null ? {} : { audio }),
    },
    units: seconds === null ? {} : { second: seconds },
    prompt: values.get("input.prompt") ?? "",
  };
}

const NAMED_VERSION = /^([\w.-]+\/[\w.-]+)(?::\w+)?$/;
const VERSION_CHARACTERS = 12;

/** `owner/name` of the path or of a version that names its model; else the version's first characters. */
function modelOf({ pathParams, fields }: CreateCall): string {
  const { owner, name } = pathParams;
  if (owner !== undefined && name !== undefined) return `${owner}/${name}`;
  const version = fields.values.get("version");
  if (version === undefined) return NONE;
  return NAMED_VERSION.exec(version)?.[1] ?? `version:${version.slice(0, VERSION_CHARACTERS)}`;
}

/** Deployments run models of their owner's choice: their name stands in the model's place. */
function deploymentOf(call: CreateCall): { readonly deployment?: string } {
  return call.route.includes("/deployments/") ? { deployment: modelOf(call) } : {};
}

const MS_PER_SECOND = 1_000n;
const NANO_PER_MS = 1_000_000n;

/** Frames at a rate are a length where a create names both; in whole ms, as lengths are kept. */
function secondsOfFrames(values: ReadonlyMap<string, string>): Nano | null {
  const frames = countOf(values.get("input.num_frames"));
  const rate = countOf(values.get("input.fps") ?? values.get("input.frames_per_second"));
  if (frames === null || rate === null) return null;
  return readSeconds(plainNano(divideRounded(frames * MS_PER_SECOND, rate) * NANO_PER_MS));
}

/** A whole number of at most six digits, as nano. */
function countOf(text: string | undefined): Nano | null {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? parseNano(text) : null;
}
