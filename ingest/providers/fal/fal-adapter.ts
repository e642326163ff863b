import type { ProviderAdapter } from "../adapter.ts";
import { falErrorOf, falRefusal, isFalError } from "./fal-error.ts";
import { FAL_FIELDS, FAL_PRESENCE_FIELDS, falIntent } from "./fal-intent.ts";
import { BILLABLE_UNITS, falUrls, observeFal } from "./fal-observation.ts";
import { falResultPath, falRoutes } from "./fal-routes.ts";

/** fal's queue: requests to any endpoint, whose results name the units that they bill. Clips are fetched from elsewhere. */
export const falAdapter: ProviderAdapter = {
  provider: "fal",
  routes: falRoutes,
  targetHeader: { name: "x-fal-target-url", origins: ["https://queue.fal.run"] },
  // For results without units. Faults of the server and time in the queue are free; a refused input may be charged where a
  // GPU worked on it, which only its units would tell.
  billsOutcome: (state) => state === "succeeded",
  namesCost: true,
  lengthAsAsked: true,
  downloadsPass: false,
  credentialHeaders: (credential) => ({ authorization: `Key ${credential}` }),
  ownHeaders: {},
  promptField: "prompt",
  createFieldNames: FAL_FIELDS,
  presenceFieldNames: FAL_PRESENCE_FIELDS,
  fileFieldNames: [],
  // Sources are addresses, never jobs.
  sourceOf: () => null,
  admit: falIntent,
  answerHeaders: [BILLABLE_UNITS],
  errorsTell: true,
  observeJob: observeFal,
  pollCall: ({ providerJobId, model }) => ({
    method: "GET",
    path: falResultPath(model, providerJobId),
  }),
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: falUrls,
  isProviderError: isFalError,
  errorOf: falErrorOf,
  refuse: falRefusal,
};
