import { z } from "zod";
import type { ProviderAdapter } from "../adapter.ts";
import { comfyuiErrorOf, comfyuiRefusal, isComfyuiError } from "./comfyui-error.ts";
import { COMFYUI_FIELDS, COMFYUI_PROMPT, comfyuiFault, comfyuiIntent } from "./comfyui-intent.ts";
import { observeWorkflow } from "./comfyui-observation.ts";
import { comfyuiRoutes } from "./comfyui-routes.ts";
import { openComfyuiSocket } from "./comfyui-socket.ts";

/** A ComfyUI server of one's own: workflows, whose history tells how long they ran, and its websocket. */
export const comfyuiAdapter: ProviderAdapter = {
  provider: "comfyui",
  routes: comfyuiRoutes,
  // Whatever came of it, the time on the GPU was used.
  billsOutcome: (state, { gpuMs }) => state === "succeeded" || gpuMs !== null,
  namesCost: false,
  lengthAsAsked: true,
  downloadsPass: true,
  credentialHeaders: (credential) => ({ authorization: `Bearer ${credential}` }),
  ownHeaders: {},
  promptField: COMFYUI_PROMPT,
  createFieldNames: COMFYUI_FIELDS,
  presenceFieldNames: [],
  fileFieldNames: [],
  // Files of other workflows are named by their paths, never by a job.
  sourceOf: () => null,
  faultOf: comfyuiFault,
  admit: comfyuiIntent,
  answerHeaders: [],
  observeJob: observeWorkflow,
  pollCall: ({ providerJobId }) => ({
    method: "GET",
    path: `/history/${encodeURIComponent(providerJobId)}`,
  }),
  nextCall: (_job, report) => (report === null ? { method: "GET", path: "/queue" } : null),
  list: null,
  webhook: null,
  auxiliary: {
    idOf: (body) => {
      const read = uploadedSchema.safeParse(body);
      return read.success ? read.data.name : null;
    },
  },
  websocket: { open: openComfyuiSocket },
  urlsOf: null,
  isProviderError: isComfyuiError,
  errorOf: comfyuiErrorOf,
  refuse: comfyuiRefusal,
};

const uploadedSchema = z.object({ name: z.string().min(1).max(300) });
