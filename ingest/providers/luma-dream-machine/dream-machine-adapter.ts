import type { ProviderAdapter } from "../adapter.ts";
import { isLumaError, lumaErrorOf, lumaRefusal } from "../luma/luma-error.ts";
import {
  DREAM_MACHINE_FIELDS,
  DREAM_MACHINE_PRESENCE_FIELDS,
  dreamMachineIntent,
} from "./dream-machine-intent.ts";
import { observeDreamMachine } from "./dream-machine-observation.ts";
import { dreamMachineRoutes } from "./dream-machine-routes.ts";

/** Luma's older wire. Its answers name no cost, and clips are fetched from addresses of their own. */
export const dreamMachineAdapter: ProviderAdapter = {
  provider: "luma_dream_machine",
  routes: dreamMachineRoutes,
  // Nothing is documented for other ends.
  billsOutcome: (state) => state === "succeeded",
  namesCost: false,
  lengthAsAsked: true,
  downloadsPass: false,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  ownHeaders: {},
  promptField: "prompt",
  createFieldNames: DREAM_MACHINE_FIELDS,
  presenceFieldNames: DREAM_MACHINE_PRESENCE_FIELDS,
  fileFieldNames: [],
  // A clip that is gone on with stands among the key frames and changes no price.
  sourceOf: () => null,
  admit: dreamMachineIntent,
  answerHeaders: [],
  observeJob: observeDreamMachine,
  pollCall: ({ providerJobId }) => ({
    method: "GET",
    path: `/dream-machine/v1/generations/${encodeURIComponent(providerJobId)}`,
  }),
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: null,
  isProviderError: isLumaError,
  errorOf: lumaErrorOf,
  refuse: lumaRefusal,
};
