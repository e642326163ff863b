import { json, type ProviderFixture } from "./provider-fixture.ts";

/** The part of Vertex that the tests' upstream covers; its base URL ends so. */
export const VERTEX_PARENT = "projects/acme-films/locations/us-central1";
const MODEL = "veo-3.1-generate-001";
const MODEL_NAME = `${VERTEX_PARENT}/publishers/google/models/${MODEL}`;
const jobId = (id: string) => `${MODEL_NAME}/operations/${id}`;
const operation = (id: string, more: object = {}) => json(200, { name: jobId(id), ...more });
const done = (id: string, response: object) =>
  operation(id, {
    done: true,
    response: {
      "@type": "type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse",
      ...response,
    },
  });
const inBucket = (place: number) => ({
  gcsUri: `gs://acme-clips/1/sample_${place}.mp4`,
  mimeType: "video/mp4",
});
const nothing = { cost: "0.000000000", basis: "rate_card", units: null, videoSeconds: null };

export const vertexFixture: ProviderFixture = {
  provider: "google_vertex",
  createPath: `/v1/${MODEL_NAME}:predictLongRunning`,
  createRoute: {
    route:
      "/v1/projects/{project}/locations/{location}/publishers/google/models/{model}:predictLongRunning",
    pathParams: { project: "acme-films", location: "us-central1", model: MODEL },
  },
  createBody: {
    instances: [{ prompt: "Rain on a tin roof" }],
    parameters: { durationSeconds: 4, generateAudio: false, sampleCount: 2 },
  },
  estimate: "1.600000000 USD",
  model: MODEL,
  resolution: "720p",
  jobId,
  accepted: (id) => operation(id),
  pollPath: () => `/v1/${MODEL_NAME}:fetchPredictOperation`,
  pollBody: (id) => ({ operationName: jobId(id) }),
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished in a bucket",
      polls: (id) => [
        operation(id),
        operation(id, { done: false }),
        done(id, { raiMediaFilteredCount: 0, videos: [inBucket(0), inBucket(1)] }),
      ],
      state: "succeeded",
      cost: "1.600000000",
      basis: "rate_card",
      units: ["8.000000000", "second"],
      videoSeconds: "8.000",
      failure: null,
    },
    {
      name: "finished within the answer, one of two samples kept back",
      polls: (id) => [
        done(id, {
          raiMediaFilteredCount: 1,
          raiMediaFilteredReasons: ["It showed what it may not. Support codes: 1"],
          videos: [{ bytesBase64Encoded: "AAAA", mimeType: "video/mp4" }],
        }),
      ],
      state: "succeeded",
      cost: "0.800000000",
      basis: "billed_units",
      units: ["4.000000000", "second"],
      videoSeconds: "4.000",
      failure: null,
    },
    {
      name: "kept back by the safety filter",
      polls: (id) => [done(id, { raiMediaFilteredCount: 2, raiMediaFilteredReasons: ["Both."] })],
      state: "blocked",
      ...nothing,
      failure: ["moderated", "rai_media_filtered"],
    },
    {
      name: "failed",
      polls: (id) => [
        operation(id, {
          done: true,
          error: { code: 8, message: "It is overloaded.", status: "RESOURCE_EXHAUSTED" },
        }),
      ],
      state: "failed",
      ...nothing,
      failure: ["provider_error", "RESOURCE_EXHAUSTED"],
    },
    {
      name: "done with nothing in it",
      polls: (id) => [operation(id, { done: true })],
      state: "failed",
      ...nothing,
      failure: ["provider_error", "no_video"],
    },
  ],
  refusal: {
    answer: json(400, {
      error: { code: 400, message: "There is no such model.", status: "INVALID_ARGUMENT" },
    }),
    code: "INVALID_ARGUMENT",
    says: "There is no such model.",
  },
  unknown: json(404, {
    error: { code: 404, message: "There is no such operation.", status: "NOT_FOUND" },
  }),
};
