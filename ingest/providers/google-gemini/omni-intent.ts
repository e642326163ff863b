import { NONE } from "../../../domain/attribution-fields.ts";
import { plainNano } from "../../../domain/money.ts";
import type { CreateCall, CreateFault, CreateIntent } from "../adapter.ts";
import { readSeconds } from "../read-seconds.ts";

const DEFAULT_RESOLUTION = "720p";
/** What a second of video takes, by Google's price list; finished interactions name what theirs took. */
const TOKENS_PER_SECOND = 5_792n;

/** Every form in which an interaction's prompt may stand: a text, a content, contents, or steps of contents. */
export const OMNI_PROMPTS = [
  "input",
  "input.text",
  "input[].text",
  "input[].content",
  "input[].content[].text",
] as const;

const FORMAT_FIELDS = ["type", "resolution", "duration", "delivery"] as const;

export const OMNI_FIELDS: readonly string[] = [
  "model",
  ...OMNI_PROMPTS,
  ...FORMAT_FIELDS.flatMap((field) => [`response_format.${field}`, `response_format[].${field}`]),
  "stream",
  "previous_interaction_id",
];

/** Only what makes a video, and answers in one piece, passes: the credential is for no other model. */
export function omniFault({ fields }: CreateCall): CreateFault | null {
  const { values } = fields;
  const types = formatOf(values, "type")?.split("\n");
  const makesVideo = types?.includes("video") ?? /-omni-/.test(values.get("model") ?? "");
  if (!makesVideo) {
    return fault("response_format", "Only interactions of type 'video' pass here.");
  }
  return values.get("stream") === "true"
    ? fault("stream", "Videos are not streamed here. Leave 'stream' out.")
    : null;
}

/**
 * What an interaction asks for: 720p where it doesn't say; its length has no documented default. It is billed by its
 * tokens; until it names them, those of the asked length stand for them.
 */
export function omniIntent({ operation, fields }: CreateCall): CreateIntent {
  const { values } = fields;
  const resolution = formatOf(values, "resolution") ?? DEFAULT_RESOLUTION;
  const requestedSeconds = readSeconds((formatOf(values, "duration") ?? "").replace(/s$/, ""));
  return {
    model: values.get("model") ?? NONE,
    resolution,
    requestedSeconds,
    audio: null,
    dimensions: {
      operation,
      resolution,
      token_type: "output_video",
      ...(requestedSeconds === null ? {} : { duration: plainNano(requestedSeconds) }),
    },
    units: requestedSeconds === null ? {} : { token: requestedSeconds * TOKENS_PER_SECOND },
    prompt: OMNI_PROMPTS.map((name) => values.get(name)).find((text) => text !== undefined) ?? "",
    // By an address, unless the answer holds the clip itself.
    downloadsPass: formatOf(values, "delivery") === "uri",
  };
}

export function omniSource({ fields }: CreateCall): string | null {
  return fields.values.get("previous_interaction_id") ?? null;
}

function formatOf(
  values: ReadonlyMap<string, string>,
  field: (typeof FORMAT_FIELDS)[number],
): string | undefined {
  return values.get(`response_format.${field}`) ?? values.get(`response_format[].${field}`);
}

function fault(param: string, message: string): CreateFault {
  return { param, message };
}
