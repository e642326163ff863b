import type { ReadBody } from "./read-body.ts";
import { type Refusal, invalidParameter } from "./refusal.ts";

const allowedSeconds = ["4", "8", "12", "16", "20"];
const commonSizes = ["720x1280", "1280x720", "1024x1792", "1792x1024"];
const proSizes = ["1080x1920", "1920x1080"];
const maxPromptCharacters = 32_000;

/** The models listed; besides these, every `sim-…` name is accepted. */
export const listedModels = [
  "sora-2",
  "sora-2-pro",
  "sora-2-2025-10-06",
  "sora-2-2025-12-08",
  "sora-2-pro-2025-10-06",
  "sim-video-1",
] as const;

/** Whether jobs can be made with a model. */
export function isModel(model: string): boolean {
  return listedModels.some((each) => each === model) || /^sim-[\w.-]{1,60}$/.test(model);
}

/** The prompt, 1 to 32,000 characters. Throws a 400 refusal. */
export function readPrompt(body: ReadBody): string {
  const prompt = readText(body, "prompt");
  if (prompt === null || prompt === "") throw missing("prompt");
  if (prompt.length > maxPromptCharacters) {
    throw invalidParameter(
      "prompt",
      "string_above_max_length",
      `Invalid 'prompt': string too long. Expected at most ${maxPromptCharacters} characters.`,
    );
  }
  return prompt;
}

/** The model, `sora-2` when left out. Throws a 400 refusal. */
export function readModel(body: ReadBody): string {
  const model = readText(body, "model") ?? "sora-2";
  if (isModel(model)) return model;
  throw invalidParameter(
    "model",
    "model_not_found",
    `The model '${model}' does not exist or you do not have access to it.`,
  );
}

/** The seconds to generate; `fallback` when left out, null makes them required. */
export function readSeconds(body: ReadBody, fallback: number | null): number {
  const seconds = readText(body, "seconds");
  if (seconds === null) {
    if (fallback === null) throw missing("seconds");
    return fallback;
  }
  if (!allowedSeconds.includes(seconds)) throw invalidValue("seconds", seconds, allowedSeconds);
  return Number(seconds);
}

/** The size, `720x1280` when left out; the 1080p sizes are for `sora-2-pro` and `sim-…`. */
export function readSize(body: ReadBody, model: string): string {
  const size = readText(body, "size") ?? "720x1280";
  const large = model.startsWith("sora-2-pro") || model.startsWith("sim-");
  const allowed = large ? [...commonSizes, ...proSizes] : commonSizes;
  if (!allowed.includes(size)) throw invalidValue("size", size, allowed);
  return size;
}

/** A text field; null when it is absent. OpenAI refuses numbers where it documents strings. */
export function readText(body: ReadBody, name: string): string | null {
  const value = body.fields.get(name);
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value;
  throw invalidParameter(
    name,
    "invalid_type",
    `Invalid type for '${name}': expected a string, but got a ${typeof value} instead.`,
  );
}

/** 400 for a required field that is absent. */
export function missing(name: string): Refusal {
  return invalidParameter(
    name,
    "missing_required_parameter",
    `Missing required parameter: '${name}'.`,
  );
}

function invalidValue(name: string, value: string, allowed: readonly string[]): Refusal {
  const quoted = allowed.map((each) => `'${each}'`);
  const list = `${quoted.slice(0, -1).join(", ")}, and ${quoted.at(-1) ?? ""}`;
  return invalidParameter(
    name,
    "invalid_value",
    `Invalid value: '${value}'. Supported values are: ${list}.`,
  );
}
