import type { ProviderAdapter } from "../adapter.ts";
import { isXaiError, xaiErrorOf, xaiRefusal } from "./xai-error.ts";
import { XAI_FIELDS, XAI_PRESENCE_FIELDS, xaiIntent } from "./xai-intent.ts";
import { KEPT_BACK, observeXai } from "./xai-observation.ts";
import { xaiRoutes } from "./xai-routes.ts";

/** xAI's `/v1/videos` wire (Grok Imagine). Clips are fetched from its own addresses. */
export const xaiAdapter: ProviderAdapter = {
  provider: "xai",
  routes: xaiRoutes,
  // A clip that moderation keeps back was made, and is charged.
  billsOutcome: (state, seen) =>
    state === "succeeded" || (state === "blocked" && seen.failure?.code === KEPT_BACK),
  namesCost: true,
  lengthAsAsked: false,
  downloadsPass: false,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  ownHeaders: {},
  promptField: "prompt",
  createFieldNames: XAI_FIELDS,
  presenceFieldNames: XAI_PRESENCE_FIELDS,
  fileFieldNames: [],
  // Edits and extensions name their source by its address, never by its job.
  sourceOf: () => null,
  admit: xaiIntent,
  answerHeaders: [],
  observeJob: observeXai,
  pollCall: ({ providerJobId }) => ({
    method: "GET",
    path: `/v1/videos/${encodeURIComponent(providerJobId)}`,
  }),
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: null,
  isProviderError: isXaiError,
  errorOf: xaiErrorOf,
  refuse: xaiRefusal,
};
