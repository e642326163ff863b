import type { CreateCall, CreateIntent, ProviderAdapter } from "../adapter.ts";
import { googleErrorOf, googleRefusal, isGoogleError } from "../google/google-error.ts";
import {
  isSilentVeo,
  VEO_FIELDS,
  VEO_PRESENCE_FIELDS,
  VEO_PROMPT,
  veoIntent,
} from "../google/veo-intent.ts";
import { readFlag } from "../read-flag.ts";
import { observeVertex } from "./vertex-observation.ts";
import { createVertexAuthorization } from "./vertex-authorization.ts";
import { vertexPath } from "./vertex-path.ts";
import { vertexRoutes } from "./vertex-routes.ts";

/** Veo on Vertex AI, in the project and location that the upstream's base URL names. */
export const vertexAdapter: ProviderAdapter = {
  provider: "google_vertex",
  routes: vertexRoutes,
  pathOn: vertexPath,
  // Charged only when a video was made; what a safety filter kept back is not.
  billsOutcome: (state) => state === "succeeded",
  namesCost: false,
  lengthAsAsked: true,
  downloadsPass: false,
  credentialHeaders: (credential, nowMs) => ({ authorization: authorization(credential, nowMs) }),
  ownHeaders: {},
  promptField: VEO_PROMPT,
  createFieldNames: VEO_FIELDS,
  presenceFieldNames: VEO_PRESENCE_FIELDS,
  fileFieldNames: [],
  sourceOf: () => null,
  admit,
  answerHeaders: [],
  observeJob: observeVertex,
  pollCall: ({ providerJobId }) => ({
    method: "POST",
    path: `/v1/${providerJobId.split("/operations/")[0]}:fetchPredictOperation`,
    body: { operationName: providerJobId },
  }),
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: null,
  isProviderError: isGoogleError,
  errorOf: googleErrorOf,
  refuse: googleRefusal,
};

/** Remembers nothing that could be otherwise: the same key and half hour make the same token. */
const authorization = createVertexAuthorization();

/** Sound costs; whether it is made where the create doesn't say is not documented. */
function admit(call: CreateCall): CreateIntent {
  const silent = isSilentVeo(call.pathParams["model"] ?? "");
  const audio = silent ? false : readFlag(call.fields.values.get("parameters.generateAudio"));
  return veoIntent(call, audio);
}
