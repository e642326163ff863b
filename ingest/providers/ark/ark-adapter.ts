import type { ProviderAdapter } from "../adapter.ts";
import { arkErrorOf, arkRefusal, isArkError } from "./ark-error.ts";
import { ARK_FIELDS, ARK_PRESENCE_FIELDS, arkIntent } from "./ark-intent.ts";
import { observeArk } from "./ark-observation.ts";
import { arkRoutes } from "./ark-routes.ts";

/** BytePlus ModelArk (Seedance). Its tasks name the tokens that they bill; clips are fetched from elsewhere. */
export const arkAdapter: ProviderAdapter = {
  provider: "byteplus_ark",
  routes: arkRoutes,
  // Only output that was made is charged.
  billsOutcome: (state) => state === "succeeded",
  namesCost: true,
  lengthAsAsked: true,
  downloadsPass: false,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  ownHeaders: {},
  promptField: "content[].text",
  createFieldNames: ARK_FIELDS,
  presenceFieldNames: ARK_PRESENCE_FIELDS,
  fileFieldNames: [],
  // Sources are addresses, never jobs.
  sourceOf: () => null,
  admit: arkIntent,
  answerHeaders: [],
  observeJob: observeArk,
  pollCall: ({ providerJobId }) => ({
    method: "GET",
    path: `/api/v3/contents/generations/tasks/${encodeURIComponent(providerJobId)}`,
  }),
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: null,
  isProviderError: isArkError,
  errorOf: arkErrorOf,
  refuse: arkRefusal,
};
