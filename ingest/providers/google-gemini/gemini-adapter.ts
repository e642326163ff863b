import type { CreateCall, ProviderAdapter } from "../adapter.ts";
import { googleErrorOf, googleRefusal, isGoogleError } from "../google/google-error.ts";
import {
  isSilentVeo,
  VEO_FIELDS,
  VEO_PRESENCE_FIELDS,
  VEO_PROMPT,
  VEO_SOURCE,
  veoIntent,
} from "../google/veo-intent.ts";
import { geminiFile } from "./gemini-file.ts";
import { geminiUrls, observeGemini } from "./gemini-observation.ts";
import { geminiRoutes, INTERACTIONS } from "./gemini-routes.ts";
import { OMNI_FIELDS, OMNI_PROMPTS, omniFault, omniIntent, omniSource } from "./omni-intent.ts";

/** Video on the Gemini API: Veo's long-running operations and Omni's interactions, clips fetched as files. */
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
  furtherPromptFields: OMNI_PROMPTS,
  createFieldNames: [...VEO_FIELDS, ...OMNI_FIELDS],
  presenceFieldNames: VEO_PRESENCE_FIELDS,
  fileFieldNames: [],
  sourceOf: (call) => (isOmni(call) ? omniSource(call) : null),
  sourceFileOf: ({ fields }) => geminiFile(fields.values.get(VEO_SOURCE)),
  faultOf: (call) => (isOmni(call) ? omniFault(call) : null),
  // Veo's sound can't be turned off here.
  admit: (call) =>
    isOmni(call) ? omniIntent(call) : veoIntent(call, !isSilentVeo(call.pathParams["model"] ?? "")),
  answerHeaders: [],
  observeJob: observeGemini,
  pollCall: ({ providerJobId: id }) => ({
    method: "GET",
    path: id.includes("/") ? `/v1beta/${id}` : `${INTERACTIONS}/${id}`,
  }),
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: geminiUrls,
  isProviderError: isGoogleError,
  errorOf: googleErrorOf,
  refuse: googleRefusal,
};

function isOmni({ route }: CreateCall): boolean {
  return route === INTERACTIONS;
}
