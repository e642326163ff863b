import type { ProviderAdapter } from "../adapter.ts";
import { replicateCallback } from "./replicate-callback.ts";
import { isReplicateError, replicateErrorOf, replicateRefusal } from "./replicate-error.ts";
import {
  REPLICATE_FIELDS,
  REPLICATE_PRESENCE_FIELDS,
  replicateIntent,
} from "./replicate-intent.ts";
import { observePrediction, predictionUrls } from "./replicate-observation.ts";
import { replicateRoutes } from "./replicate-routes.ts";

/** Replicate's `/v1` wire: predictions that name how long they ran. Outputs are fetched from its own addresses. */
export const replicateAdapter: ProviderAdapter = {
  provider: "replicate",
  routes: replicateRoutes,
  // By a price per output: one that was cancelled after its start is charged. Time on the hardware bills itself.
  billsOutcome: (state, { startedAtMs }) =>
    state === "succeeded" || (state === "cancelled" && startedAtMs !== null),
  namesCost: true,
  lengthAsAsked: true,
  downloadsPass: false,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  ownHeaders: {},
  promptField: "input.prompt",
  createFieldNames: REPLICATE_FIELDS,
  presenceFieldNames: REPLICATE_PRESENCE_FIELDS,
  fileFieldNames: [],
  // Sources are addresses, never jobs.
  sourceOf: () => null,
  admit: replicateIntent,
  answerHeaders: [],
  observeJob: observePrediction,
  pollCall: ({ providerJobId }) => ({
    method: "GET",
    path: `/v1/predictions/${encodeURIComponent(providerJobId)}`,
  }),
  list: null,
  webhook: null,
  callback: replicateCallback,
  auxiliary: null,
  urlsOf: predictionUrls,
  isProviderError: isReplicateError,
  errorOf: replicateErrorOf,
  refuse: replicateRefusal,
};
