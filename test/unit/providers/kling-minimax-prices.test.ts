import { describe, expect, it } from "vitest";
import { PRICE_LISTS, rowsOfListed } from "../../../db/postgres/management/shipped-prices.ts";
import { priceVersion } from "../../../db/postgres/price-version.ts";
import { formatNano } from "../../../domain/money.ts";
import { priceRequest } from "../../../domain/pricing.ts";
import { klingAdapter } from "../../../ingest/providers/kling/kling-adapter.ts";
import { minimaxAdapter } from "../../../ingest/providers/minimax/minimax-adapter.ts";
import { priceRecord } from "../../support/price-records.ts";

type Values = Record<string, string>;

/** What a create is estimated at by the prices that ship, and what it was multiplied out of. */
function estimated(adapter: typeof klingAdapter, path: string, values: Values, model?: string) {
  const intent = adapter.admit(
    {
      operation: "create",
      route: path,
      pathParams: model === undefined ? {} : { model },
      baseUrl: new URL("https://upstream.example"),
      fields: { values: new Map(Object.entries(values)), files: new Set() },
    },
    null,
  );
  const ever = { validFrom: new Date(0), createdAt: new Date(0) };
  const versions = PRICE_LISTS.filter((list) => list.provider === adapter.provider)
    .flatMap((list) => list.prices.flatMap((price) => rowsOfListed(list, price)))
    .flatMap(({ validTo = null, minimumUnits = null, book = null, ...row }) => {
      const unsaid = { workspaceId: null, source: null, confidence: null };
      const own = { validTo, minimumUnits, book, ...unsaid, ...ever };
      return priceVersion(priceRecord({ ...row, ...own })) ?? [];
    });
  const match = priceRequest(versions, {
    provider: adapter.provider,
    model: intent.model,
    atMs: 1,
    dimensions: { ...intent.dimensions, outcome: "succeeded" },
    units: intent.units,
  });
  return match.kind === "priced" ? formatNano(match.amount) : match.reason;
}

describe("a create at Kling by its path and body", () => {
  const legacy = (endpoint: string, values: Values) =>
    estimated(klingAdapter, `/v1/videos/${endpoint}`, values);
  const present = (endpoint: string, model: string, values: Values) =>
    estimated(klingAdapter, `/${endpoint}/{model}`, values, model);

  it.each([
    // Nothing said: std, 5 s, no sound.
    ["text2video", { model_name: "kling-v3" }, "0.420000000"],
    ["text2video", { model_name: "kling-v3", sound: "on", duration: "10" }, "1.260000000"],
    ["image2video", { model_name: "kling-v3", mode: "pro" }, "0.560000000"],
    ["image2video", { model_name: "kling-v3", mode: "4k", duration: "3" }, "1.260000000"],
    ["image2video", { model_name: "kling-v2-6", mode: "pro", sound: "on" }, "0.700000000"],
    ["text2video", { model_name: "kling-v2-5-turbo", mode: "pro" }, "0.350000000"],
    ["text2video", { model_name: "kling-v2-5-turbo", mode: "pro", duration: "10" }, "0.700000000"],
    ["omni-video", { mode: "std", duration: "7" }, "0.588000000"],
    [
      "omni-video",
      { model_name: "kling-v3-omni", mode: "pro", duration: "5", sound: "off" },
      "0.560000000",
    ],
    // Its defaults are not documented.
    ["omni-video", { model_name: "kling-v3-omni" }, "no_price_for_conditions"],
    // As long as the clip that is handed in.
    ["motion-control", { model_name: "kling-v3", mode: "pro", duration: "5" }, "units_unknown"],
    [
      "omni-video",
      {
        model_name: "kling-v3-omni",
        mode: "std",
        duration: "5",
        "video_list[].video_url": "",
        "video_list[].refer_type": "base",
      },
      "units_unknown",
    ],
    ["text2video", {}, "no_price_for_model"],
  ])("%s with %j is estimated at %s", (endpoint, values, expected) => {
    expect(legacy(endpoint, values as Values)).toBe(expected);
  });

  it.each([
    ["text-to-video", "kling-3.0", {}, "0.420000000"],
    [
      "image-to-video",
      "kling-3.0",
      { "settings.audio": "native", "settings.duration": "15" },
      "1.890000000",
    ],
    ["text-to-video", "kling-3.0", { "settings.resolution": "4k" }, "2.100000000"],
    // It takes no word about sound, and makes it always.
    ["text-to-video", "kling-3.0-turbo", { "settings.duration": "6" }, "0.672000000"],
    ["text-to-video", "kling-2.6", { "settings.resolution": "1080p" }, "0.350000000"],
    ["omni-video", "kling-3.0-omni", { "settings.audio": "native" }, "0.560000000"],
    ["omni-video", "kling-o1", {}, "0.420000000"],
    ["omni-video", "kling-3.0-omni", { "contents[].type": "prompt\nbase_video" }, "units_unknown"],
    ["motion-control", "kling-3.0", { "contents[].type": "image\nvideo" }, "units_unknown"],
    ["text-to-video", "kling-9", {}, "no_price_for_model"],
  ])("%s of %s with %j is estimated at %s", (endpoint, model, values, expected) => {
    expect(present(endpoint, model, values as Values)).toBe(expected);
  });
});

describe("a create at MiniMax", () => {
  it.each([
    ["/v1/video_generation", { model: "MiniMax-Hailuo-02" }, "0.280000000"],
    ["/v1/video_generation", { model: "MiniMax-Hailuo-02", duration: "10" }, "0.560000000"],
    ["/v1/video_generation", { model: "MiniMax-Hailuo-02", resolution: "1080p" }, "0.490000000"],
    ["/v1/video_generation", { model: "T2V-01" }, "0.430000000"],
    ["/v1/video_generation", { model: "MiniMax-Hailuo-2.3", resolution: "1080P" }, "0.490200000"],
    [
      "/v2/video_generation",
      { model: "MiniMax-H3", resolution: "2K", duration: "15" },
      "1.950000000",
    ],
    [
      "/v2/video_generation",
      { model: "MiniMax-H3-Max", resolution: "480p", duration: "5" },
      "0.250000000",
    ],
    // The second API has no defaults, and an input clip's seconds are billed too.
    ["/v2/video_generation", { model: "MiniMax-H3", duration: "5" }, "no_price_for_conditions"],
    [
      "/v2/video_generation",
      { model: "MiniMax-H3", resolution: "2K", duration: "5", "content[].video_url": "" },
      "units_unknown",
    ],
  ])("%s with %j is estimated at %s", (path, values, expected) => {
    expect(estimated(minimaxAdapter, path, values as Values)).toBe(expected);
  });
});
