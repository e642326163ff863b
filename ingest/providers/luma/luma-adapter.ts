import type { ProviderAdapter } from "../adapter.ts";
import { isLumaError, lumaErrorOf, lumaRefusal } from "./luma-error.ts";
import { LUMA_FIELDS, LUMA_PRESENCE_FIELDS, lumaIntent } from "./luma-intent.ts";
import { observeLuma } from "./luma-observation.ts";
import { lumaRoutes } from "./luma-routes.ts";

/** Luma's Agents wire. Its answers name no cost, and clips are fetched from addresses of their own. */
export const lumaAdapter: ProviderAdapter = {
  provider: "luma",
  routes: lumaRoutes,
  // Nothing is documented for other ends.
  billsOutcome: (state) => state === "succeeded",
  namesCost: false,
  lengthAsAsked: true,
  downloadsPass: false,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  ownHeaders: {},
  promptField: "prompt",
  createFieldNames: LUMA_FIELDS,
  presenceFieldNames: LUMA_PRESENCE_FIELDS,
  fileFieldNames: [],
  // Sources are addresses, never jobs.
  sourceOf: () => null,
  admit: lumaIntent,
  answerHeaders: [],
  observeJob: observeLuma,
  pollCall: ({ providerJobId }) => ({
    method: "GET",
    path: `/v1/generations/${encodeURIComponent(providerJobId)}`,
  }),
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: null,
  isProviderError: isLumaError,
  errorOf: lumaErrorOf,
  refuse: lumaRefusal,
};
