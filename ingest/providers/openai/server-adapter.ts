import type { ProviderAdapter } from "../adapter.ts";
import { openaiAdapter } from "./openai-adapter.ts";
import { OPENAI_PRESENCE_FIELDS } from "./openai-intent.ts";
import { videoList } from "./openai-list.ts";
import { isServerError, serverErrorOf } from "./server-error.ts";
import { SERVER_FIELDS, serverIntent } from "./server-intent.ts";
import { observeListedVideo, observeServerVideo } from "./server-observation.ts";

/** What servers of open models that copy `/v1/videos` have in common; each adds what it does otherwise. */
export const serverAdapter: Omit<ProviderAdapter, "provider"> = {
  ...openaiAdapter,
  routes: [
    { method: "POST", path: "/v1/videos", kind: "create", operation: "create" },
    { method: "GET", path: "/v1/videos", kind: "list" },
    { method: "GET", path: "/v1/videos/{id}", kind: "retrieve" },
    { method: "DELETE", path: "/v1/videos/{id}", kind: "delete" },
    { method: "GET", path: "/v1/videos/{id}/content", kind: "content" },
  ],
  createFieldNames: SERVER_FIELDS,
  presenceFieldNames: OPENAI_PRESENCE_FIELDS,
  fileFieldNames: ["input_reference"],
  sourceOf: () => null,
  admit: serverIntent,
  observeJob: observeServerVideo,
  list: videoList("/v1/videos", observeListedVideo),
  webhook: null,
  auxiliary: null,
  isProviderError: isServerError,
  errorOf: serverErrorOf,
};
