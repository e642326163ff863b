import { json, type ProviderFixture } from "./provider-fixture.ts";

const JOBS = "/openai/v1/video/generations/jobs";
const jobId = (id: string) => `task_${id}`;

const job = (id: string, change: object) =>
  json(200, {
    object: "video.generation.job",
    id: jobId(id),
    status: "queued",
    created_at: 1_790_000_000,
    finished_at: null,
    expires_at: null,
    generations: [],
    prompt: "Rain on a tin roof",
    model: "my-sora",
    n_variants: 2,
    n_seconds: 5,
    height: 720,
    width: 1280,
    failure_reason: null,
    ...change,
  });

const generation = (id: string, job: string) => ({
  object: "video.generation",
  id,
  job_id: jobId(job),
  created_at: 1_790_000_118,
  width: 1280,
  height: 720,
  n_seconds: 5,
  prompt: "Rain on a tin roof",
});

const nothing = {
  cost: "0.000000000",
  basis: "rate_card",
  units: null,
  videoSeconds: null,
} as const;

export const azureJobsFixture: ProviderFixture = {
  provider: "azure_openai",
  api: "Sora 1",
  createPath: `${JOBS}?api-version=preview`,
  createRoute: { route: JOBS, pathParams: {} },
  createBody: {
    model: "my-sora",
    prompt: "Rain on a tin roof",
    width: 1280,
    height: 720,
    n_seconds: 5,
    n_variants: 2,
  },
  estimate: "2.500000000 USD",
  model: "my-sora",
  resolution: "1280x720",
  jobId,
  accepted: (id) => job(id, {}),
  pollPath: (id) => `${JOBS}/${jobId(id)}?api-version=preview`,
  contentPath: (id) => `/openai/v1/video/generations/gen_${id}/content/video?api-version=preview`,
  contentByFile: true,
  hasList: false,
  stories: [
    {
      name: "finished, with both of its variants",
      polls: (id) => [
        job(id, { status: "preprocessing" }),
        job(id, { status: "running" }),
        job(id, { status: "processing" }),
        job(id, {
          status: "succeeded",
          finished_at: 1_790_000_120,
          generations: [generation(`gen_${id}`, id), generation(`gen_2_${id}`, id)],
        }),
      ],
      state: "succeeded",
      cost: "2.500000000",
      basis: "rate_card",
      units: ["10.000000000", "second"],
      videoSeconds: "10.000",
      failure: null,
    },
    {
      name: "moderated",
      polls: (id) => [job(id, { status: "failed", failure_reason: "input_moderation" })],
      state: "blocked",
      ...nothing,
      failure: ["moderated", "input_moderation"],
    },
    {
      name: "failed",
      polls: (id) => [job(id, { status: "failed", failure_reason: "internal_error" })],
      state: "failed",
      ...nothing,
      failure: ["provider_error", "internal_error"],
    },
    {
      name: "cancelled",
      polls: (id) => [job(id, { status: "cancelled" })],
      state: "cancelled",
      ...nothing,
      failure: ["cancelled", "cancelled"],
    },
  ],
  refusal: {
    answer: json(400, { error: { code: "BadRequest", message: "No such size." } }),
    code: "BadRequest",
    says: "No such size.",
  },
  unknown: json(404, { error: { code: "NotFound", message: "There is no such job." } }),
};
