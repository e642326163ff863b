import type { ProviderAdapter } from "../adapter.ts";
import { isOpenaiError, openaiErrorOf, openaiRefusal } from "../openai/openai-error.ts";
import { DYNAMO_FIELDS, DYNAMO_PRESENCE_FIELDS, dynamoIntent } from "./dynamo-intent.ts";
import { observeDynamo } from "./dynamo-observation.ts";

/** NVIDIA Dynamo's `/v1/videos`: OpenAI's path and shape, but one call that ends when the clip is made. */
export const dynamoAdapter: ProviderAdapter = {
  provider: "dynamo",
  routes: [
    { method: "POST", path: "/v1/videos", kind: "create", operation: "create", blocking: true },
  ],
  // Whoever runs the server sets the prices, for clips.
  billsOutcome: (state) => state === "succeeded",
  namesCost: false,
  lengthAsAsked: true,
  // By default a clip is left where the server writes it.
  downloadsPass: false,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  ownHeaders: {},
  promptField: "prompt",
  createFieldNames: DYNAMO_FIELDS,
  presenceFieldNames: DYNAMO_PRESENCE_FIELDS,
  fileFieldNames: [],
  sourceOf: () => null,
  admit: dynamoIntent,
  answerHeaders: [],
  observeJob: observeDynamo,
  pollCall: null,
  list: null,
  webhook: null,
  auxiliary: null,
  urlsOf: null,
  isProviderError: isOpenaiError,
  errorOf: openaiErrorOf,
  refuse: openaiRefusal,
};
