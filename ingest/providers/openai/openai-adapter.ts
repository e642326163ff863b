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
import {
  observeVideoList,
  readVideoListQuery,
  rewriteVideoList,
  writeVideoListQuery,
} from "./openai-list.ts";
import { observeVideo } from "./openai-observation.ts";
import { openaiRoutes } from "./openai-routes.ts";
import { observeVideoEvent } from "./openai-webhook.ts";

/** OpenAI's `/v1/videos` wire, which self-hosted servers and gateways copy. */
export const openaiAdapter: ProviderAdapter = {
  provider: "openai",
  routes: openaiRoutes,
  // Only finished videos are billed; nothing is documented for the others.
  billsOutcome: {
    succeeded: true,
    failed: false,
    blocked: false,
    cancelled: false,
    expired: false,
  },
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  createFieldNames: OPENAI_FIELDS,
  presenceFieldNames: OPENAI_PRESENCE_FIELDS,
  fileFieldNames: OPENAI_FILE_FIELDS,
  sourceOf: openaiSource,
  admit: (operation, pathParams, fields, source) =>
    openaiIntent(operation, openaiSource(operation, pathParams, fields), fields, source),
  observeJob: observeVideo,
  observeList: observeVideoList,
  rewriteList: rewriteVideoList,
  readListQuery: readVideoListQuery,
  writeListQuery: writeVideoListQuery,
  retrievePath: (providerJobId) => `/v1/videos/${encodeURIComponent(providerJobId)}`,
  listPath: ({ after, limit }) => {
    const query = new URLSearchParams({ limit: String(limit), order: "desc" });
    if (after !== null) query.set("after", after);
    return `/v1/videos?${query.toString()}`;
  },
  observeWebhook: observeVideoEvent,
  isProviderError: isOpenaiError,
  errorOf: openaiErrorOf,
  auxiliaryId: (body) => {
    const read = madeSchema.safeParse(body);
    return read.success ? read.data.id : null;
  },
  refuse: openaiRefusal,
};

const madeSchema = z.object({ id: z.string().min(1).max(300) });
