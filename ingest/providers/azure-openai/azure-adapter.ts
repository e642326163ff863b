import type { ProviderAdapter } from "../adapter.ts";
import { openaiAdapter } from "../openai/openai-adapter.ts";
import { OPENAI_FIELDS, openaiIntent, openaiSource } from "../openai/openai-intent.ts";
import { videoList } from "../openai/openai-list.ts";
import { observeVideo } from "../openai/openai-observation.ts";
import { AZURE_JOB_FIELDS, azureJobIntent } from "./azure-job-intent.ts";
import { observeAzureJob } from "./azure-job-observation.ts";
import { AZURE_JOBS, AZURE_VIDEOS, azureRoutes } from "./azure-routes.ts";

/** Azure OpenAI: Sora 2 in OpenAI's shape, Sora 1 as jobs. The model is the name of a deployment. */
export const azureAdapter: ProviderAdapter = {
  ...openaiAdapter,
  provider: "azure_openai",
  routes: azureRoutes,
  credentialHeaders: (credential) => ({ "api-key": credential }),
  createFieldNames: [...OPENAI_FIELDS, ...AZURE_JOB_FIELDS],
  sourceOf: (call) => (call.route === AZURE_JOBS ? null : openaiSource(call)),
  admit: (call, source) =>
    call.route === AZURE_JOBS ? azureJobIntent(call) : openaiIntent(call, source),
  observeJob: ({ body }, ask) =>
    observeAzureJob(body, ask) ?? observeVideo(body, ask.source, ask.seenAtMs),
  pollCall({ providerJobId }) {
    const id = encodeURIComponent(providerJobId);
    // Jobs are called task_…, and their API asks for its version.
    const path = id.startsWith("task_")
      ? `${AZURE_JOBS}/${id}?api-version=preview`
      : `${AZURE_VIDEOS}/${id}`;
    return { method: "GET", path };
  },
  list: videoList(AZURE_VIDEOS, observeVideo),
  webhook: null,
  auxiliary: null,
};
