import type { ProviderAdapter } from "../adapter.ts";
import { dashscopeErrorOf, dashscopeRefusal, isDashscopeError } from "./dashscope-error.ts";
import {
  DASHSCOPE_FIELDS,
  DASHSCOPE_PRESENCE_FIELDS,
  dashscopeIntent,
} from "./dashscope-intent.ts";
import { observeDashscope } from "./dashscope-observation.ts";
import { dashscopeRoutes } from "./dashscope-routes.ts";

/** Alibaba's Model Studio (Wan). Its tasks name the seconds that they bill; clips are fetched from elsewhere. */
export const dashscopeAdapter: ProviderAdapter = {
  provider: "alibaba_dashscope",
  routes: dashscopeRoutes,
  // Only tasks that succeed are charged.
  billsOutcome: (state) => state === "succeeded",
  namesCost: true,
  lengthAsAsked: false,
  downloadsPass: false,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  ownHeaders: {},
  promptField: "input.prompt",
  createFieldNames: DASHSCOPE_FIELDS,
  presenceFieldNames: DASHSCOPE_PRESENCE_FIELDS,
  fileFieldNames: [],
  // Sources are addresses, never jobs.
  sourceOf: () => null,
  admit: dashscopeIntent,
  answerHeaders: [],
  observeJob: observeDashscope,
  pollCall: ({ providerJobId }) => ({
    method: "GET",
    path: `/api/v1/tasks/${encodeURIComponent(providerJobId)}`,
  }),
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: null,
  isProviderError: isDashscopeError,
  errorOf: dashscopeErrorOf,
  refuse: dashscopeRefusal,
};
