import type { ProviderAdapter } from "../adapter.ts";
import { googleErrorOf, googleRefusal, isGoogleError } from "../google/google-error.ts";
import {
  isSilentVeo,
  VEO_FIELDS,
  VEO_PRESENCE_FIELDS,
  VEO_PROMPT,
  veoIntent,
} from "../google/veo-intent.ts";
import { geminiUrls, observeGemini } from "./gemini-observation.ts";
import { geminiRoutes } from "./gemini-routes.ts";

/** Veo on the Gemini API: long-running operations, and clips fetched as files. */
export const geminiAdapter: ProviderAdapter = {
  provider: "google_gemini",
  routes: geminiRoutes,
  // Charged only when a video was made; what a safety filter kept back is not.
  billsOutcome: (state) => state === "succeeded",
  namesCost: false,
  lengthAsAsked: true,
  downloadsPass: true,
  credentialHeaders: (credential) => ({ "x-goog-api-key": credential }),
  ownHeaders: {},
  promptField: VEO_PROMPT,
  createFieldNames: VEO_FIELDS,
  presenceFieldNames: VEO_PRESENCE_FIELDS,
  fileFieldNames: [],
  sourceOf: () => null,
  // Sound can't be turned off here.
  admit: (call) => veoIntent(call, !isSilentVeo(call.pathParams["model"] ?? "")),
  answerHeaders: [],
  observeJob: observeGemini,
  pollCall: ({ providerJobId }) => ({ method: "GET", path: `/v1beta/${providerJobId}` }),
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: geminiUrls,
  isProviderError: isGoogleError,
  errorOf: googleErrorOf,
  refuse: googleRefusal,
};
