import { json, type ProviderFixture } from "./provider-fixture.ts";

const MODEL = "veo-3.1-fast-generate-preview";
const jobId = (id: string) => `models/${MODEL}/operations/${id}`;
const operation = (id: string, more: object = {}) => json(200, { name: jobId(id), ...more });
const done = (id: string, generateVideoResponse: object) =>
  operation(id, {
    done: true,
    response: {
      "@type": "type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse",
      generateVideoResponse,
    },
  });
const sample = (file: string, origin: string) => ({
  video: { uri: `${origin}/v1beta/files/${file}:download?alt=media` },
});
const fileOf = (id: string) => `f${id.replaceAll("-", "")}`;
const nothing = { cost: "0.000000000", basis: "rate_card", units: null, videoSeconds: null };

export const geminiFixture: ProviderFixture = {
  provider: "google_gemini",
  createPath: `/v1beta/models/${MODEL}:predictLongRunning`,
  createRoute: {
    route: "/v1beta/models/{model}:predictLongRunning",
    pathParams: { model: MODEL },
  },
  createBody: {
    instances: [{ prompt: "Rain on a tin roof" }],
    parameters: { durationSeconds: 8, resolution: "1080p", sampleCount: 2, aspectRatio: "16:9" },
  },
  estimate: "1.920000000 USD",
  model: MODEL,
  resolution: "1080p",
  jobId,
  accepted: (id) => operation(id),
  pollPath: (id) => `/v1beta/${jobId(id)}`,
  contentPath: (id) => `/v1beta/files/${fileOf(id)}:download?alt=media`,
  contentByFile: true,
  hasList: false,
  stories: [
    {
      name: "finished",
      polls: (id, origin) => [
        operation(id),
        operation(id, { done: false }),
        done(id, { generatedSamples: [sample(fileOf(id), origin), sample("second", origin)] }),
      ],
      state: "succeeded",
      cost: "1.920000000",
      basis: "rate_card",
      units: ["16.000000000", "second"],
      videoSeconds: "16.000",
      failure: null,
    },
    {
      name: "finished with one of its two samples kept back",
      polls: (id, origin) => [
        operation(id),
        done(id, {
          generatedSamples: [sample(fileOf(id), origin)],
          raiMediaFilteredCount: 1,
          raiMediaFilteredReasons: ["One sample showed what it may not. Support code: 1"],
        }),
      ],
      state: "succeeded",
      cost: "0.960000000",
      basis: "billed_units",
      units: ["8.000000000", "second"],
      videoSeconds: "8.000",
      failure: null,
    },
    {
      name: "finished, as a client sees it that asks for some fields alone",
      polls: (id, origin) => [
        json(200, {
          response: {
            generateVideoResponse: {
              generatedSamples: [sample(fileOf(id), origin), sample("second", origin)],
            },
          },
        }),
      ],
      state: "succeeded",
      cost: "1.920000000",
      basis: "rate_card",
      units: ["16.000000000", "second"],
      videoSeconds: "16.000",
      failure: null,
    },
    {
      name: "kept back by the safety filter",
      polls: (id) => [
        done(id, {
          raiMediaFilteredCount: 2,
          raiMediaFilteredReasons: ["Both samples showed what they may not. Support code: 1"],
        }),
      ],
      state: "blocked",
      ...nothing,
      failure: ["moderated", "rai_media_filtered"],
    },
    {
      name: "failed",
      polls: (id) => [operation(id, { done: true, error: { code: 13, message: "It broke." } })],
      state: "failed",
      ...nothing,
      failure: ["provider_error", "INTERNAL"],
    },
    {
      name: "done with nothing in it",
      polls: (id) => [done(id, {})],
      state: "failed",
      ...nothing,
      failure: ["provider_error", "no_video"],
    },
  ],
  refusal: {
    answer: json(429, {
      error: { code: 429, message: "The quota is used up.", status: "RESOURCE_EXHAUSTED" },
    }),
    code: "RESOURCE_EXHAUSTED",
    says: "The quota is used up.",
  },
  unknown: json(404, {
    error: { code: 404, message: "There is no such operation.", status: "NOT_FOUND" },
  }),
};
