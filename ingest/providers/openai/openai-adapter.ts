import { z } from "zod";
import type { ProviderAdapter } from "../adapter.ts";
import { isOpenaiError, openaiErrorOf, openaiRefusal } from "./openai-error.ts";
import {
  OPENAI_FIELDS,
  OPENAI_FILE_FIELDS,
  OPENAI_PRESENCE_FIELDS,
  openaiIntent,
  openaiSource,
} from "./openai-intent.ts";
import { videoList } from "./openai-list.ts";
import { observeVideo } from "./openai-observation.ts";
import { openaiRoutes } from "./openai-routes.ts";
import { openaiWebhook } from "./openai-webhook.ts";

/** OpenAI's `/v1/videos` wire, which self-hosted servers and gateways copy. */
export const openaiAdapter: ProviderAdapter = {
  provider: "openai",
  routes: openaiRoutes,
  // Only finished videos are billed; nothing is documented for the others.
  billsOutcome: (state) => state === "succeeded",
  namesCost: false,
  lengthAsAsked: false,
  downloadsPass: true,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  ownHeaders: {},
  promptField: "prompt",
  createFieldNames: OPENAI_FIELDS,
  presenceFieldNames: OPENAI_PRESENCE_FIELDS,
  fileFieldNames: OPENAI_FILE_FIELDS,
  sourceOf: openaiSource,
  admit: openaiIntent,
  answerHeaders: [],
  observeJob: ({ body }, { source, seenAtMs }) => observeVideo(body, source, seenAtMs),
  pollCall: ({ providerJobId }) => ({
    method: "GET",
    path: `/v1/videos/${encodeURIComponent(providerJobId)}`,
  }),
  list: videoList("/v1/videos", observeVideo),
  webhook: openaiWebhook,
  auxiliary: {
    idOf: (body) => {
      const read = madeSchema.safeParse(body);
      return read.success ? read.data.id : null;
    },
  },
  urlsOf: null,
  isProviderError: isOpenaiError,
  errorOf: openaiErrorOf,
  refuse: openaiRefusal,
};

const madeSchema = z.object({ id: z.string().min(1).max(300) });
