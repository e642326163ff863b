import { describe, expect, it } from "vitest";
import {
  PROVIDER_CATALOGUE,
  PROVIDERS,
  type Provider,
} from "../../../domain/provider-catalogue.ts";
import { PRICE_LISTS } from "../../../db/postgres/management/shipped-prices.ts";
import type { Operation } from "../../../domain/generation.ts";
import { ADAPTERS } from "../../../ingest/providers/registry.ts";

/** Conditions of what is charged on top, which no create's own price has. */
const ON_TOP = new Set(["surcharge", "input", "field"]);

/** What no create names: the operator says on which hardware a model runs, and by which contract. */
const OF_THE_OPERATOR = new Set(["hardware", "tier"]);

/** Parameters of a create's path, where those say something. */
const PATH_PARAMS: Partial<Record<string, Record<string, string>>> = {
  fal: { owner: "fal-ai", endpoint: "veo3/image-to-video" },
};

const intentOf = (
  provider: string,
  values: Record<string, string>,
  {
    operation = "create",
    route = "/v1/videos",
    base = "https://upstream.example",
  }: { operation?: Operation; route?: string; base?: string } = {},
) => {
  const adapter = ADAPTERS.find((each) => each.provider === provider);
  if (adapter === undefined) throw new Error(`no adapter ${provider}`);
  const fields = { values: new Map(Object.entries(values)), files: new Set<string>() };
  const baseUrl = new URL(base);
  return adapter.admit(
    { operation, route, pathParams: PATH_PARAMS[provider] ?? {}, baseUrl, fields },
    null,
  );
};

/** Creates that say all they can say. */
const full: Partial<Record<Provider, Record<string, string>>> = {
  xai: { model: "m", duration: "6", resolution: "720p", generate_audio: "true" },
  runway: { model: "m", duration: "5", ratio: "1280:720", audio: "true", outputFormat: "prores" },
  openrouter: { model: "google/veo-3.1", duration: "8", resolution: "4K", generate_audio: "false" },
  luma: { model: "m", type: "video", "video.resolution": "720p", "video.duration": "5s" },
  luma_dream_machine: { model: "ray-2", resolution: "720p", duration: "5s" },
  alibaba_dashscope: { model: "wan3.0-video", "parameters.duration": "5" },
  kling: { model_name: "kling-v3", mode: "pro", duration: "5", sound: "on" },
  minimax: { model: "MiniMax-H3", resolution: "768P", duration: "5" },
  google_gemini: { "parameters.durationSeconds": "8", "parameters.resolution": "4k" },
  google_vertex: { "parameters.generateAudio": "true" },
  fal: { duration: "8s", resolution: "720p", generate_audio: "true" },
  byteplus_ark: { model: "m", resolution: "720p", duration: "5", generate_audio: "true" },
};

/** A create of another of its calls, where an adapter speaks two wires. */
const fullElsewhere: Partial<Record<Provider, { route: string; values: Record<string, string> }>> =
  {
    google_gemini: {
      route: "/v1beta/interactions",
      values: { model: "gemini-omni-flash-preview", "response_format.duration": "8s" },
    },
  };

it("are of the wires that an upstream may have", () => {
  expect(ADAPTERS.map(({ provider }) => provider)).toEqual([...PROVIDERS]);
});

describe.each(PROVIDERS.filter((provider) => provider in full))(
  "prices that ship for %s",
  (provider) => {
    it("name no dimension that its adapter does not fill", () => {
      const base = PROVIDER_CATALOGUE[provider]?.baseUrl ?? undefined;
      const intent = intentOf(provider, full[provider] ?? {}, base === undefined ? {} : { base });
      const { route, values } = fullElsewhere[provider] ?? {};
      const other = route === undefined ? null : intentOf(provider, values ?? {}, { route });
      const filled = new Set(Object.keys({ ...intent.dimensions, ...other?.dimensions }));
      const lists = PRICE_LISTS.filter((list) => list.provider === provider);
      expect(lists).not.toEqual([]);
      const wanted = lists
        .flatMap((list) => list.prices)
        .filter(({ conditions }) => !Object.keys(conditions).some((name) => ON_TOP.has(name)))
        .flatMap(({ conditions }) => Object.keys(conditions));
      const unfilled = wanted.filter((name) => !filled.has(name) && !OF_THE_OPERATOR.has(name));
      expect(unfilled).toEqual([]);
    });
  },
);

describe("what is left out of a create", () => {
  it("is what xAI makes of it: 480p and 8 s", () => {
    expect(intentOf("xai", { model: "m" })).toMatchObject({
      resolution: "480p",
      requestedSeconds: 8_000_000_000n,
      audio: null,
    });
  });

  it("stays unknown where nothing is documented", () => {
    expect(intentOf("runway", { model: "gen4_turbo" }).units).toEqual({});
    expect(intentOf("runway", { duration: "auto" }).requestedSeconds).toBeNull();
    expect(intentOf("openrouter", { model: "google/veo-3.1" }).units).toEqual({});
    expect(intentOf("luma", { model: "ray-3.2", type: "video" }).dimensions).not.toHaveProperty(
      "duration",
    );
    expect(intentOf("xai", { duration: "5" }, { operation: "edit" }).requestedSeconds).toBeNull();
    expect(intentOf("xai", {}, { operation: "extend" }).requestedSeconds).toBeNull();
  });

  it("is 1080P and sound for Wan 3, whose prices depend on the region of its host", () => {
    const values = { model: "wan3.0-video", "parameters.duration": "5" };
    const of = (base: string) => intentOf("alibaba_dashscope", values, { base }).dimensions;
    expect(of("https://dashscope-intl.aliyuncs.com/api/v1")).toMatchObject({
      resolution: "1080P",
      audio: true,
      region: "intl(Singapore)",
    });
    expect(of("https://dashscope.aliyuncs.com")).toMatchObject({ region: "cn-beijing" });
    expect(of("https://space.eu-central-1.maas.aliyuncs.com")).not.toHaveProperty("region");
  });

  it("is the tier of a size, and unknown seconds where a clip is handed in, at DashScope", () => {
    const wan = (size: string, more = {}) =>
      intentOf("alibaba_dashscope", { model: "wan2.6-t2v", "parameters.size": size, ...more });
    expect(wan("832*480").dimensions).toMatchObject({ resolution: "480P" });
    expect(wan("960*960").dimensions).toMatchObject({ resolution: "720P" });
    expect(wan("1440*1440")).toMatchObject({ resolution: "1440x1440" });
    expect(wan("1440*1440").dimensions).toMatchObject({ resolution: "1080P" });
    const seconds = { "parameters.duration": "5", "input.media[].type": "first_frame" };
    expect(wan("832*480", seconds).units).toEqual({ second: 5_000_000_000n });
    const clip = {
      "parameters.duration": "5",
      "input.media[].type": "first_frame\nreference_video",
    };
    expect(wan("832*480", clip)).toMatchObject({ units: {}, dimensions: { image: true } });
  });

  it("is what Ark's task says of resolution and sound; an estimate needs the resolution", () => {
    const ark = (values: Record<string, string>) =>
      intentOf("byteplus_ark", { model: "seedance-1-5-pro-251215", ...values });
    expect(ark({ duration: "5" }).dimensions).not.toHaveProperty("resolution");
    expect(ark({ duration: "5" }).units).toEqual({ second: 5_000_000_000n });
    expect(ark({ duration: "5", resolution: "720p" }).units).toMatchObject({
      token: 108_900_000_000_000n,
    });
    expect(ark({ duration: "5", frames: "29", resolution: "480p" }).units).toEqual({
      token: 11_745_000_000_000n,
    });
    expect(ark({ duration: "-1", resolution: "720p" }).units).toEqual({});
    const takes = { duration: "5", resolution: "720p", "content[].video_url": "" };
    expect(ark(takes).units).not.toHaveProperty("token");
    expect(ark(takes).dimensions).toMatchObject({ video_input: true });
  });

  it("is 2k for Runway's upscaler, whose task names the route", () => {
    const upscale = intentOf("runway", {}, { operation: "edit", route: "/v1/video_upscale" });
    expect(upscale.dimensions).toMatchObject({ task: "video_upscale", resolution: "2k" });
  });
});

describe("a request at fal", () => {
  it("is of its endpoint, as long as it says in either way of writing, else of unknown length", () => {
    expect(intentOf("fal", { duration: "8s" })).toMatchObject({
      model: "fal-ai/veo3/image-to-video",
      requestedSeconds: 8_000_000_000n,
      dimensions: { family: "veo-3", duration: "8" },
    });
    expect(intentOf("fal", { duration: "5" }).requestedSeconds).toBe(5_000_000_000n);
    expect(intentOf("fal", { duration: "auto" }).requestedSeconds).toBeNull();
    expect(intentOf("fal", {})).toMatchObject({ requestedSeconds: null, audio: null });
  });
});

describe("the price name of a clip at OpenRouter", () => {
  const sku = (model: string, values: Record<string, string>) =>
    intentOf("openrouter", { model, ...values }).dimensions["sku"];

  it.each([
    ["google/veo-3.1-fast", { resolution: "720p" }, "duration_seconds_with_audio_720p"],
    ["google/veo-3.1-fast", { resolution: "1080p" }, "duration_seconds_with_audio"],
    ["google/veo-3.1-fast", { generate_audio: "false" }, "duration_seconds_without_audio"],
    ["google/veo-3.1", { resolution: "4K" }, "duration_seconds_with_audio_4k"],
    ["alibaba/wan-2.6", { size: "1280x720" }, "text_to_video_duration_seconds_720p"],
    [
      "alibaba/wan-2.6",
      { resolution: "1080p", frame_images: "" },
      "image_to_video_duration_seconds_1080p",
    ],
    ["kwaivgi/kling-v3.0-std", { resolution: "720p" }, "duration_seconds_with_audio"],
    ["runway/gen-4.5", {}, "cents_per_second_output"],
    ["bytedance/seedance-2.0", { resolution: "1080p" }, "video_tokens_1080p"],
  ])("of %s with %j is %s", (model, values: Record<string, string>, expected) => {
    expect(sku(model, values)).toBe(expected);
  });

  it("is none where no listed one fits", () => {
    expect(sku("somebody/new", {})).toBeUndefined();
    expect(sku("alibaba/happyhorse-1.0", {})).toBeUndefined();
  });
});
