import type { ProviderAdapter } from "../adapter.ts";
import { openrouterCallback } from "./openrouter-callback.ts";
import { isOpenrouterError, openrouterErrorOf, openrouterRefusal } from "./openrouter-error.ts";
import {
  OPENROUTER_FIELDS,
  OPENROUTER_PRESENCE_FIELDS,
  openrouterIntent,
  openrouterSource,
} from "./openrouter-intent.ts";
import { observeOpenrouter, openrouterUrls } from "./openrouter-observation.ts";
import { openrouterRoutes } from "./openrouter-routes.ts";
import { openrouterWebhook } from "./openrouter-webhook.ts";

/** OpenRouter's `/api/v1/videos` wire: jobs that name their money, and clips fetched through it. */
export const openrouterAdapter: ProviderAdapter = {
  provider: "openrouter",
  routes: openrouterRoutes,
  // For jobs that name no money; nothing is documented but for finished ones.
  billsOutcome: (state) => state === "succeeded",
  namesCost: true,
  lengthAsAsked: true,
  downloadsPass: true,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  ownHeaders: {},
  promptField: "prompt",
  createFieldNames: OPENROUTER_FIELDS,
  presenceFieldNames: OPENROUTER_PRESENCE_FIELDS,
  fileFieldNames: [],
  sourceOf: openrouterSource,
  admit: openrouterIntent,
  answerHeaders: [],
  observeJob: observeOpenrouter,
  pollCall: ({ providerJobId }) => ({
    method: "GET",
    path: `/api/v1/videos/${encodeURIComponent(providerJobId)}`,
  }),
  list: null,
  webhook: openrouterWebhook,
  callback: openrouterCallback,
  auxiliary: null,
  urlsOf: openrouterUrls,
  isProviderError: isOpenrouterError,
  errorOf: openrouterErrorOf,
  refuse: openrouterRefusal,
};
