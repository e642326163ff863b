import { wireSchema } from "../../../domain/wire/wire-schema.ts";
import type { ProviderAdapter } from "../../../ingest/providers/adapter.ts";
import { genericAdapter } from "../../../ingest/providers/generic/generic-adapter.ts";
import { ADAPTERS } from "../../../ingest/providers/registry.ts";
import type { ProviderFixture } from "./provider-fixture.ts";
import { json } from "./provider-fixture.ts";
import { runwayFixture } from "./runway-fixture.ts";

/** The adapter of a fixture's wire, whether it is built in or described. */
export function adapterOfFixture({ provider, wire }: ProviderFixture): ProviderAdapter {
  if (wire !== undefined) return genericAdapter(wireSchema.parse(wire));
  const adapter = ADAPTERS.find((each) => each.provider === provider);
  if (adapter === undefined) throw new Error(`no adapter ${provider}`);
  return adapter;
}

/** Runway's wire by configuration alone: its stories must end in the same books. */
export const imitatedRunway: ProviderFixture = {
  ...runwayFixture,
  provider: "imitated_runway",
  wire: {
    provider: "imitated_runway",
    routes: [
      { kind: "create", method: "POST", path: "/v1/text_to_video" },
      { kind: "retrieve", method: "GET", path: "/v1/tasks/{id}" },
      { kind: "delete", method: "DELETE", path: "/v1/tasks/{id}" },
    ],
    request: {
      model: { field: "model" },
      prompt: { field: "promptText" },
      resolution: { field: "ratio" },
      seconds: { field: "duration" },
    },
    answer: {
      id: "id",
      status: "status",
      states: {
        PENDING: "submitted",
        THROTTLED: "submitted",
        RUNNING: "running",
        SUCCEEDED: "succeeded",
        FAILED: "failed",
        CANCELLED: "cancelled",
      },
      progress: { path: "progress", of: 1 },
      failure_code: "failureCode",
      failure_message: "failure",
      moderated_codes: ["SAFETY.*", "INPUT_PREPROCESSING.SAFETY.*"],
      units: { path: "cost.credits", unit: "credit" },
    },
    length_as_asked: true,
    error: { message: "error" },
  },
  resolution: "1280:720",
  refusal: { ...runwayFixture.refusal, code: "unknown", says: "The body is not valid" },
};

const job = (state: number, more: object = {}) => json(200, { job: { state, ...more } });

/** A wire that nobody has: answers without the id, numbers for states, cents in text, a key in a header of its own. */
export const inventedWire: ProviderFixture = {
  provider: "acme",
  wire: {
    provider: "acme",
    credential: { header: "x-acme-key", template: "Key {credential}" },
    routes: [
      { kind: "create", method: "POST", path: "/v3/models/{model}:render" },
      {
        kind: "retrieve",
        method: "GET",
        path: "/v3/jobs",
        job_id: { in: "query", name: "ticket" },
      },
      { kind: "cancel", method: "POST", path: "/v3/jobs/{id}/stop" },
      { kind: "content", method: "GET", path: "/v3/jobs/{id}/clip" },
    ],
    request: {
      model: { param: "model" },
      prompt: { field: "scene.text" },
      resolution: { field: "scene.tier", default: "hd" },
      seconds: { field: "scene.length", default: 6 },
      audio: { field: "scene.sound", default: false },
      dimensions: { style: { field: "scene.style" } },
    },
    answer: {
      id: "ticket",
      repeats_id: false,
      status: "job.state",
      states: {
        "0": "submitted",
        "1": "running",
        "2": "succeeded",
        "3": "failed",
        "4": "cancelled",
      },
      empty: "submitted",
      progress: { path: "job.percent" },
      failure_code: "job.why[0].code",
      failure_message: "job.why[0].text",
      moderated_codes: ["rules"],
      video_seconds: "job.clips[0].length",
      gpu_seconds: "job.gpu",
      cost: { path: "job.bill.cents", currency_path: "job.bill.in", per_unit: "100" },
    },
    billed_states: ["succeeded", "cancelled"],
    error: { code: "fault.kind", message: "fault.text" },
  },
  createPath: "/v3/models/brush-2:render",
  createRoute: { route: "/v3/models/{model}:render", pathParams: { model: "brush-2" } },
  createBody: { scene: { text: "Rain on a tin roof", length: "8s", style: "ink" } },
  estimate: "0.400000000 EUR",
  model: "brush-2",
  resolution: "hd",
  accepted: (id) => json(202, { ticket: id }),
  pollPath: (id) => `/v3/jobs?ticket=${id}`,
  contentPath: (id) => `/v3/jobs/${id}/clip`,
  hasList: false,
  stories: [
    {
      name: "finished, with what it cost",
      polls: () => [
        { status: 202, text: "" },
        job(1, { percent: 40.7 }),
        {
          status: 200,
          text: '{"job":{"state":2,"clips":[{"length":8}],"gpu":31.25,"bill":{"cents":37.1234567891,"in":"eur"}}}',
        },
      ],
      state: "succeeded",
      cost: "0.371234568",
      currency: "EUR",
      basis: "reported",
      units: null,
      videoSeconds: "8.000",
      failure: null,
    },
    {
      name: "cancelled, and billed by the price list",
      polls: () => [job(4)],
      state: "cancelled",
      cost: "0.400000000",
      currency: "EUR",
      basis: "rate_card",
      units: ["8.000000000", "second"],
      videoSeconds: null,
      failure: ["cancelled", "cancelled"],
    },
    {
      name: "moderated",
      polls: () => [job(3, { why: [{ code: "rules", text: "It did not pass." }] })],
      state: "blocked",
      cost: "0.000000000",
      currency: "EUR",
      basis: "rate_card",
      units: null,
      videoSeconds: null,
      failure: ["moderated", "rules"],
    },
  ],
  refusal: {
    answer: json(400, { fault: { kind: "bad_scene", text: "No such style." } }),
    code: "bad_scene",
    says: "No such style.",
  },
  unknown: json(404, { fault: { kind: "gone", text: "There is no such ticket." } }),
};
