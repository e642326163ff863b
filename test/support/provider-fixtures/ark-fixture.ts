import { json, type ProviderFixture } from "./provider-fixture.ts";

const task = (id: string, change: object) =>
  json(200, {
    id,
    model: "dreamina-seedance-2-0-260128",
    created_at: 1_789_000_000,
    updated_at: 1_789_000_060,
    service_tier: "default",
    ...change,
  });

const nothing = {
  cost: "0.000000000",
  basis: "rate_card",
  units: null,
  videoSeconds: null,
} as const;

export const arkFixture: ProviderFixture = {
  provider: "byteplus_ark",
  createPath: "/api/v3/contents/generations/tasks",
  createBody: {
    model: "dreamina-seedance-2-0-260128",
    content: [{ type: "text", text: "Rain on a tin roof" }],
    resolution: "720p",
    ratio: "16:9",
    duration: 5,
    generate_audio: true,
  },
  estimate: "0.762300000 USD",
  model: "dreamina-seedance-2-0-260128",
  resolution: "720p",
  accepted: (id) => json(200, { id }),
  pollPath: (id) => `/api/v3/contents/generations/tasks/${id}`,
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished, by its tokens",
      polls: (id) => [
        task(id, { status: "queued" }),
        task(id, { status: "running" }),
        task(id, {
          status: "succeeded",
          content: { video_url: "https://clips.example/1.mp4" },
          resolution: "720p",
          duration: 5,
          generate_audio: true,
          usage: { completion_tokens: 108_900, total_tokens: 108_900 },
        }),
      ],
      state: "succeeded",
      cost: "0.762300000",
      basis: "billed_units",
      units: ["108900.000000000", "token"],
      videoSeconds: "5.000",
      failure: null,
    },
    {
      name: "finished, with the tokens as text",
      polls: (id) => [
        task(id, { status: "succeeded", duration: 4, usage: { completion_tokens: "87300" } }),
      ],
      state: "succeeded",
      cost: "0.611100000",
      basis: "billed_units",
      units: ["87300.000000000", "token"],
      videoSeconds: "4.000",
      failure: null,
    },
    {
      name: "moderated, in an answer of status 200",
      polls: (id) => [
        task(id, {
          status: "failed",
          error: { code: "OutputVideoSensitiveContentDetected", message: "It did not pass." },
        }),
      ],
      state: "blocked",
      ...nothing,
      failure: ["moderated", "OutputVideoSensitiveContentDetected"],
    },
    {
      name: "failed",
      polls: (id) => [
        task(id, {
          status: "failed",
          error: { code: "InternalServiceError", message: "It broke." },
        }),
      ],
      state: "failed",
      ...nothing,
      failure: ["provider_error", "InternalServiceError"],
    },
    {
      name: "cancelled",
      polls: (id) => [task(id, { status: "cancelled" })],
      state: "cancelled",
      ...nothing,
      failure: ["cancelled", "cancelled"],
    },
    {
      name: "expired",
      polls: (id) => [task(id, { status: "expired" })],
      state: "expired",
      ...nothing,
      failure: ["expired", "expired"],
    },
  ],
  refusal: {
    answer: json(400, {
      error: {
        code: "InvalidParameter",
        message: "No such ratio",
        param: "ratio",
        type: "BadRequest",
      },
    }),
    code: "InvalidParameter",
    says: "No such ratio",
  },
  unknown: json(404, {
    error: { code: "ResourceNotFound", message: "No such task", type: "NotFound" },
  }),
};
