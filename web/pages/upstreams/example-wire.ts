/** A small wire to start from: every part that there must be, and what costs and lengths are read from. */
export const EXAMPLE_WIRE = {
  provider: "acme",
  credential: { header: "authorization", template: "Bearer {credential}" },
  routes: [
    { kind: "create", method: "POST", path: "/v1/jobs" },
    { kind: "retrieve", method: "GET", path: "/v1/jobs/{id}" },
  ],
  request: {
    model: { field: "model" },
    prompt: { field: "prompt" },
    resolution: { field: "resolution", default: "720p" },
    seconds: { field: "duration", default: 5 },
  },
  answer: {
    id: "id",
    status: "status",
    states: { queued: "submitted", running: "running", done: "succeeded", failed: "failed" },
    failure_code: "error.code",
    failure_message: "error.message",
    cost: { path: "usage.cost", currency: "USD" },
  },
  length_as_asked: true,
  error: { code: "error.code", message: "error.message" },
};

export const EXAMPLE_TRIAL = {
  request: { body: { model: "brush-2", prompt: "Rain on a tin roof", duration: 8 } },
  answers: [
    { body: { id: "job-1", status: "queued" } },
    { body: { id: "job-1", status: "done", usage: { cost: 0.37 } } },
  ],
};
