import type { ProviderAdapter } from "../adapter.ts";
import {
  isMinimaxError,
  minimaxErrorOf,
  minimaxErrorStatus,
  minimaxRefusal,
} from "./minimax-error.ts";
import { MINIMAX_FIELDS, MINIMAX_PRESENCE_FIELDS, minimaxIntent } from "./minimax-intent.ts";
import { observeMinimax } from "./minimax-observation.ts";
import { minimaxRoutes, queryPath } from "./minimax-routes.ts";

/** MiniMax's two video APIs. Tasks of the second one name the seconds that they bill; clips are fetched from elsewhere. */
export const minimaxAdapter: ProviderAdapter = {
  provider: "minimax",
  routes: minimaxRoutes,
  // Whether a moderated task is billed is not documented; its price is for a clip.
  billsOutcome: (state) => state === "succeeded",
  namesCost: true,
  lengthAsAsked: true,
  downloadsPass: false,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  ownHeaders: {},
  promptField: "prompt",
  furtherPromptFields: ["content[].text"],
  createFieldNames: MINIMAX_FIELDS,
  presenceFieldNames: MINIMAX_PRESENCE_FIELDS,
  fileFieldNames: [],
  // Sources are addresses, never jobs.
  sourceOf: () => null,
  admit: minimaxIntent,
  answerHeaders: [],
  observeJob: observeMinimax,
  pollCall: ({ providerJobId, dimensions }) => ({
    method: "GET",
    path: queryPath(dimensions["api"], providerJobId),
  }),
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: null,
  isProviderError: isMinimaxError,
  errorStatusOf: minimaxErrorStatus,
  errorOf: minimaxErrorOf,
  refuse: minimaxRefusal,
};
