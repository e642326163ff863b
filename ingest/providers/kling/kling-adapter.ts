import type { ProviderAdapter } from "../adapter.ts";
import { klingAuthorization } from "./kling-credential.ts";
import { isKlingError, klingErrorOf, klingErrorStatus, klingRefusal } from "./kling-error.ts";
import { KLING_FIELDS, KLING_PRESENCE_FIELDS, klingIntent } from "./kling-intent.ts";
import { observeKling } from "./kling-observation.ts";
import { klingRoutes, taskPath } from "./kling-routes.ts";

/** Kling's two APIs, which one account and one address serve. Clips are fetched from elsewhere. */
export const klingAdapter: ProviderAdapter = {
  provider: "kling",
  routes: klingRoutes,
  // For tasks that name no charge.
  billsOutcome: (state) => state === "succeeded",
  namesCost: true,
  lengthAsAsked: false,
  downloadsPass: false,
  credentialHeaders: (credential, nowMs) => ({
    authorization: klingAuthorization(credential, nowMs),
  }),
  ownHeaders: {},
  promptField: "prompt",
  furtherPromptFields: ["contents[].text"],
  createFieldNames: KLING_FIELDS,
  presenceFieldNames: KLING_PRESENCE_FIELDS,
  fileFieldNames: [],
  // Sources are addresses, never jobs.
  sourceOf: () => null,
  admit: klingIntent,
  answerHeaders: [],
  observeJob: observeKling,
  pollCall: ({ providerJobId, dimensions }) => ({
    method: "GET",
    path: taskPath(dimensions["endpoint"], providerJobId),
  }),
  // Every legacy endpoint has one of its own, and the other API's is asked for by POST.
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: null,
  isProviderError: isKlingError,
  errorStatusOf: klingErrorStatus,
  errorOf: klingErrorOf,
  refuse: klingRefusal,
};
