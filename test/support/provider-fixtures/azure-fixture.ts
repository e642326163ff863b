import { openaiFixture } from "./openai-fixture.ts";
import type { ProviderFixture } from "./provider-fixture.ts";

export const azureFixture: ProviderFixture = {
  ...openaiFixture,
  provider: "azure_openai",
  api: "Sora 2",
  createPath: "/openai/v1/videos",
  pollPath: (id) => `/openai/v1/videos/${id}`,
  contentPath: (id) => `/openai/v1/videos/${id}/content`,
};
