import { NONE } from "../../../domain/attribution-fields.ts";
import { CLIPS_DIMENSION } from "../../../domain/clips-made.ts";
import { plainNano } from "../../../domain/money.ts";
import type { CreateCall, CreateIntent } from "../adapter.ts";
import { readCount } from "../read-count.ts";
import { readSeconds } from "../read-seconds.ts";

export const AZURE_JOB_FIELDS = ["width", "height", "n_seconds", "n_variants"] as const;

/** What a Sora 1 job asks for: its seconds are those of all variants. No default of its is documented. */
export function azureJobIntent({ operation, fields }: CreateCall): CreateIntent {
  const { values } = fields;
  const [width, height] = [values.get("width"), values.get("height")];
  const size = width === undefined || height === undefined ? null : `${width}x${height}`;
  const each = readSeconds(values.get("n_seconds") ?? "");
  const variants = readCount(values.get("n_variants") ?? "");
  const requestedSeconds = each === null || variants === null ? null : each * BigInt(variants);
  return {
    model: values.get("model") ?? NONE,
    resolution: size ?? NONE,
    requestedSeconds,
    audio: null,
    dimensions: {
      operation,
      ...(size === null ? {} : { size }),
      ...(each === null ? {} : { n_seconds: plainNano(each) }),
      ...(variants === null ? {} : { [CLIPS_DIMENSION]: variants }),
    },
    units: requestedSeconds === null ? {} : { second: requestedSeconds },
    prompt: values.get("prompt") ?? "",
  };
}
