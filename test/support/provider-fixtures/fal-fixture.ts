import { json, type ProviderFixture, type Story } from "./provider-fixture.ts";

const app = (id: string) => `/fal-ai/veo3/requests/${id}`;

/** A request as the queue tells of it, with the addresses of its app. */
export const falRequest = (id: string, origin: string, status: string, change: object = {}) => ({
  status,
  request_id: id,
  response_url: `${origin}${app(id)}`,
  status_url: `${origin}${app(id)}/status`,
  cancel_url: `${origin}${app(id)}/cancel`,
  ...change,
});

const queued = (id: string, origin: string) =>
  json(202, falRequest(id, origin, "IN_QUEUE", { queue_position: 3 }));
const running = (id: string, origin: string) =>
  json(202, falRequest(id, origin, "IN_PROGRESS", { logs: null }));
const completed = (id: string, origin: string) =>
  json(200, falRequest(id, origin, "COMPLETED", { metrics: { inference_time: 71.83 } }));
const stillRunning = json(400, { detail: "Request is still in progress" });

const result = (units: string | null) =>
  json(
    200,
    { video: { url: "https://clips.example/out.mp4", content_type: "video/mp4" } },
    units === null ? {} : { "x-fal-billable-units": units },
  );

/** A model's own error. */
export const falFault = (
  type: string,
  { status = 422, units = null }: { status?: number; units?: string | null } = {},
) =>
  json(
    status,
    { detail: [{ loc: ["body", "prompt"], msg: "That went wrong.", type, input: {} }] },
    units === null ? {} : { "x-fal-billable-units": units },
  );

const free = {
  cost: "0.000000000",
  basis: "rate_card",
  units: null,
  videoSeconds: null,
} as const satisfies Partial<Story>;

export const falFixture: ProviderFixture = {
  provider: "fal",
  createPath: "/fal-ai/veo3/image-to-video",
  createRoute: {
    route: "/{owner}/{endpoint...}",
    pathParams: { owner: "fal-ai", endpoint: "veo3/image-to-video" },
  },
  createBody: {
    prompt: "Rain on a tin roof",
    image_url: "https://stills.example/1.png",
    duration: "8s",
    resolution: "1080p",
    generate_audio: true,
  },
  estimate: "3.200000000 USD",
  model: "fal-ai/veo3/image-to-video",
  resolution: "1080p",
  accepted: (id, origin) =>
    json(200, falRequest(id, origin, "IN_QUEUE", { queue_position: 0, metrics: {} })),
  pollPath: app,
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished, with the units that it bills",
      polls: (id, origin) => [
        queued(id, origin),
        running(id, origin),
        completed(id, origin),
        result("7.5"),
      ],
      state: "succeeded",
      cost: "3.000000000",
      basis: "billed_units",
      units: ["7.500000000", "second"],
      videoSeconds: "8.000",
      failure: null,
    },
    {
      name: "finished, without a word about units",
      polls: (id, origin) => [completed(id, origin), result(null)],
      state: "succeeded",
      cost: "3.200000000",
      basis: "rate_card",
      units: ["8.000000000", "second"],
      videoSeconds: "8.000",
      failure: null,
    },
    {
      name: "completed, and failed all the same",
      polls: (id, origin) => [stillRunning, completed(id, origin), falFault("no_media_generated")],
      state: "failed",
      ...free,
      failure: ["provider_error", "no_media_generated"],
    },
    {
      name: "failed by the server, which is never charged",
      polls: (id, origin) => [
        completed(id, origin),
        falFault("internal_server_error", { status: 500 }),
      ],
      state: "failed",
      ...free,
      failure: ["provider_error", "internal_server_error"],
    },
    {
      name: "lost with its runner",
      polls: (id, origin) => [
        running(id, origin),
        json(503, { detail: "The runner went away", error_type: "runner_disconnected" }),
      ],
      state: "failed",
      ...free,
      failure: ["provider_error", "runner_disconnected"],
    },
    {
      name: "moderated",
      polls: (id, origin) => [completed(id, origin), falFault("content_policy_violation")],
      state: "blocked",
      ...free,
      failure: ["moderated", "content_policy_violation"],
    },
    {
      name: "moderated after a GPU worked on it, which is charged",
      polls: (id, origin) => [
        completed(id, origin),
        falFault("content_policy_violation", { units: "2" }),
      ],
      state: "blocked",
      cost: "0.800000000",
      basis: "billed_units",
      units: ["2.000000000", "second"],
      videoSeconds: null,
      failure: ["moderated", "content_policy_violation"],
    },
    {
      name: "cancelled while it ran",
      polls: (id, origin) => [
        running(id, origin),
        json(499, { detail: "The client cancelled it", error_type: "client_cancelled" }),
      ],
      state: "cancelled",
      ...free,
      failure: ["cancelled", "client_cancelled"],
    },
  ],
  refusal: {
    answer: falFault("missing"),
    code: "missing",
    says: "prompt: That went wrong.",
  },
  unknown: json(404, { detail: "There is no such request" }),
};
