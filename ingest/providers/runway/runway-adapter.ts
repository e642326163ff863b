import type { ProviderAdapter } from "../adapter.ts";
import { isRunwayError, runwayErrorOf, runwayRefusal } from "./runway-error.ts";
import { RUNWAY_FIELDS, RUNWAY_PRESENCE_FIELDS, runwayIntent } from "./runway-intent.ts";
import { observeTask } from "./runway-observation.ts";
import { runwayRoutes } from "./runway-routes.ts";

/** Runway's `/v1` wire: tasks that name the credits they were charged. Clips are fetched from its own addresses. */
export const runwayAdapter: ProviderAdapter = {
  provider: "runway",
  routes: runwayRoutes,
  // For tasks that name no credits; nothing is documented but for finished ones.
  billsOutcome: (state) => state === "succeeded",
  namesCost: true,
  lengthAsAsked: true,
  downloadsPass: false,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  // The version that the answers are read in; a client's own one passes.
  ownHeaders: { "x-runway-version": "2024-11-06" },
  promptField: "promptText",
  createFieldNames: RUNWAY_FIELDS,
  presenceFieldNames: RUNWAY_PRESENCE_FIELDS,
  fileFieldNames: [],
  // Sources are addresses, never jobs.
  sourceOf: () => null,
  admit: runwayIntent,
  answerHeaders: [],
  observeJob: observeTask,
  pollCall: ({ providerJobId }) => ({
    method: "GET",
    path: `/v1/tasks/${encodeURIComponent(providerJobId)}`,
  }),
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: null,
  isProviderError: isRunwayError,
  errorOf: runwayErrorOf,
  refuse: runwayRefusal,
};
