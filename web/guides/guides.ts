import type { Provider } from "../../domain/provider-catalogue.ts";
import {
  alibabaAiSdk,
  byteDanceAiSdk,
  falAiSdk,
  googleAiSdk,
  replicateAiSdk,
  xaiAiSdk,
} from "./ai-sdk.ts";
import { geminiSdk, vertexSdk } from "./google-sdks.ts";
import { PROMPT, type Guide } from "./guide.ts";
import { falSdk, replicateSdk } from "./hosted-sdks.ts";
import { azureSdk, openaiSdks } from "./openai-sdks.ts";
import { lumaSdk, runwaySdk } from "./stainless-sdks.ts";

const VIDEOS_POLL = { path: "/v1/videos/{id}", id: "id" };
const WORKFLOW = {
  "1": { class_type: "UNETLoader", inputs: { unet_name: "your-model.safetensors" } },
};

/** Clients of every wire, and its create as bare HTTP. */
export const GUIDES: Readonly<Record<Provider, Guide>> = {
  openai: {
    sdks: openaiSdks({ model: "sora-2", seconds: "4", size: "1280x720" }),
    call: {
      path: "/v1/videos",
      body: { model: "sora-2", prompt: PROMPT, seconds: "4", size: "1280x720" },
      poll: VIDEOS_POLL,
    },
    detailsAt: "error.reelmeter",
  },
  xai: {
    sdks: [xaiAiSdk],
    call: {
      path: "/v1/videos/generations",
      body: { model: "grok-imagine-video-1.5", prompt: PROMPT, duration: 6, resolution: "720p" },
      poll: { path: "/v1/videos/{id}", id: "request_id" },
    },
    detailsAt: "reelmeter",
  },
  runway: {
    sdks: [runwaySdk],
    call: {
      path: "/v1/text_to_video",
      body: { model: "gen4.5", promptText: PROMPT, ratio: "1280:720", duration: 5 },
      headers: { "X-Runway-Version": "2024-11-06" },
      poll: { path: "/v1/tasks/{id}", id: "id" },
    },
    detailsAt: "reelmeter",
  },
  openrouter: {
    sdks: [],
    call: {
      path: "/api/v1/videos",
      body: { model: "google/veo-3.1-fast", prompt: PROMPT, duration: 8, resolution: "720p" },
      poll: { path: "/api/v1/videos/{id}", id: "id" },
    },
    detailsAt: "error.metadata.reelmeter",
  },
  luma: {
    sdks: [],
    call: {
      path: "/v1/generations",
      body: {
        model: "ray-3.2",
        type: "video",
        prompt: PROMPT,
        video: { resolution: "720p", duration: "5s" },
      },
      poll: { path: "/v1/generations/{id}", id: "id" },
    },
    detailsAt: "reelmeter",
  },
  luma_dream_machine: {
    sdks: [lumaSdk],
    call: {
      path: "/dream-machine/v1/generations/video",
      body: { model: "ray-2", prompt: PROMPT, resolution: "720p", duration: "5s" },
      poll: { path: "/dream-machine/v1/generations/{id}", id: "id" },
    },
    detailsAt: "reelmeter",
  },
  alibaba_dashscope: {
    sdks: [alibabaAiSdk],
    call: {
      path: "/api/v1/services/aigc/video-generation/video-synthesis",
      body: {
        model: "wan2.7-t2v",
        input: { prompt: PROMPT },
        parameters: { resolution: "720P", duration: 5 },
      },
      headers: { "X-DashScope-Async": "enable" },
      poll: { path: "/api/v1/tasks/{id}", id: "output.task_id" },
    },
    detailsAt: "reelmeter",
  },
  byteplus_ark: {
    sdks: [byteDanceAiSdk],
    call: {
      path: "/api/v3/contents/generations/tasks",
      body: {
        model: "dreamina-seedance-2-0-260128",
        content: [{ type: "text", text: PROMPT }],
        resolution: "720p",
        duration: 5,
      },
      poll: { path: "/api/v3/contents/generations/tasks/{id}", id: "id" },
    },
    detailsAt: "error.reelmeter",
  },
  kling: {
    sdks: [],
    call: {
      path: "/text-to-video/kling-3.0",
      body: { prompt: PROMPT, settings: { resolution: "1080p", duration: 5 } },
      poll: { path: "/tasks?task_ids={id}", id: "data.id" },
    },
    detailsAt: "reelmeter",
  },
  minimax: {
    sdks: [],
    call: {
      path: "/v2/video_generation",
      body: {
        model: "MiniMax-H3",
        content: [{ type: "text", text: PROMPT }],
        resolution: "768P",
        duration: 5,
      },
      poll: { path: "/v2/query/video_generation/{id}", id: "task_id" },
    },
    detailsAt: "reelmeter",
  },
  google_gemini: {
    sdks: [geminiSdk, googleAiSdk],
    call: {
      path: "/v1beta/models/veo-3.1-fast-generate-preview:predictLongRunning",
      body: { instances: [{ prompt: PROMPT }], parameters: { durationSeconds: 8 } },
      poll: { path: "/v1beta/{id}", id: "name" },
    },
    detailsAt: "error.details.0.metadata",
  },
  google_vertex: {
    sdks: [vertexSdk],
    call: {
      path: "/v1/projects/{project}/locations/{location}/publishers/google/models/veo-3.1-generate-001:predictLongRunning",
      body: { instances: [{ prompt: PROMPT }], parameters: { durationSeconds: 8 } },
      poll: null,
    },
    detailsAt: "error.details.0.metadata",
  },
  fal: {
    sdks: [falSdk, falAiSdk],
    call: {
      path: "/fal-ai/veo3",
      body: { prompt: PROMPT, duration: "8s" },
      poll: { path: "/fal-ai/veo3/requests/{id}/status", id: "request_id" },
    },
    detailsAt: "reelmeter",
  },
  replicate: {
    sdks: [replicateSdk, replicateAiSdk],
    call: {
      path: "/v1/models/wan-video/wan-2.5-t2v/predictions",
      body: { input: { prompt: PROMPT, duration: 5 } },
      poll: { path: "/v1/predictions/{id}", id: "id" },
    },
    detailsAt: "reelmeter",
  },
  comfyui: {
    sdks: [],
    call: {
      path: "/prompt",
      body: { prompt: WORKFLOW },
      poll: { path: "/history/{id}", id: "prompt_id" },
    },
    detailsAt: "error.extra_info.reelmeter",
  },
  azure_openai: {
    sdks: [azureSdk],
    call: {
      path: "/openai/v1/videos?api-version=preview",
      body: { model: "sora-2", prompt: PROMPT, seconds: "4" },
      poll: { path: "/openai/v1/videos/{id}?api-version=preview", id: "id" },
    },
    detailsAt: "error.reelmeter",
  },
  vllm_omni: selfHosted({ model: "wan-2.2", seconds: "5", size: "1280x720" }),
  sglang: selfHosted({ seconds: "4" }),
  deepinfra: selfHosted({ model: "p-video", seconds: "5", size: "1280x720" }),
  localai: {
    sdks: [],
    call: {
      path: "/video",
      body: { model: "wan2.1-t2v", prompt: PROMPT, width: 832, height: 480, num_frames: 81 },
      poll: null,
    },
    detailsAt: "error.reelmeter",
  },
  nim: {
    sdks: [],
    call: {
      path: "/v1/infer",
      body: { prompt: PROMPT, resolution: "720_16_9", num_frames: 189, fps: 24 },
      poll: null,
    },
    detailsAt: "reelmeter",
  },
  dynamo: {
    sdks: [],
    call: {
      path: "/v1/videos",
      body: { model: "Wan-AI/Wan2.1-T2V-1.3B-Diffusers", prompt: PROMPT, seconds: 4 },
      poll: null,
    },
    detailsAt: "error.reelmeter",
  },
};

/** A server that speaks OpenAI's wire, whose model is yours to name. */
function selfHosted(asked: { model?: string; seconds: string; size?: string }): Guide {
  return {
    sdks: openaiSdks(asked),
    call: { path: "/v1/videos", body: { ...asked, prompt: PROMPT }, poll: VIDEOS_POLL },
    detailsAt: "error.reelmeter",
  };
}
