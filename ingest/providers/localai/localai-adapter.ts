import type { ProviderAdapter } from "../adapter.ts";
import { isOpenaiError, openaiErrorOf, openaiRefusal } from "../openai/openai-error.ts";
import { LOCALAI_FIELDS, LOCALAI_PRESENCE_FIELDS, localaiIntent } from "./localai-intent.ts";
import { localaiUrls, observeLocalai } from "./localai-observation.ts";
import { localaiRoutes } from "./localai-routes.ts";

/** LocalAI's `/video`: one call that ends when the clip is made. Its errors are OpenAI's. */
export const localaiAdapter: ProviderAdapter = {
  provider: "localai",
  routes: localaiRoutes,
  // Whoever runs the server sets the prices, for clips.
  billsOutcome: (state) => state === "succeeded",
  namesCost: false,
  lengthAsAsked: true,
  downloadsPass: true,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  ownHeaders: {},
  promptField: "prompt",
  createFieldNames: LOCALAI_FIELDS,
  presenceFieldNames: LOCALAI_PRESENCE_FIELDS,
  fileFieldNames: [],
  sourceOf: () => null,
  admit: localaiIntent,
  answerHeaders: [],
  observeJob: observeLocalai,
  pollCall: null,
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: localaiUrls,
  isProviderError: isOpenaiError,
  errorOf: openaiErrorOf,
  refuse: openaiRefusal,
};
