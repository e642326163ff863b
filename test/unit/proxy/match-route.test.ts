import { describe, expect, it } from "vitest";
import { compileRoute } from "../../../ingest/proxy/compile-route.ts";
import { createRouteMatcher } from "../../../ingest/proxy/match-route.ts";
import { openaiAdapter } from "../../../ingest/providers/openai/openai-adapter.ts";
import type { ProviderRoute } from "../../../ingest/providers/provider-route.ts";

const route = (method: ProviderRoute["method"], path: string): ProviderRoute => ({
  method,
  path,
  kind: "retrieve",
});
const adapter = {
  ...openaiAdapter,
  routes: [
    route("GET", "/v1/videos"),
    route("GET", "/v1/videos/{id}"),
    route("GET", "/v1/videos/models"),
    route("GET", "/v1/{kind}/{id}/parts/{part}"),
    route("POST", "/v1beta/models/{model}:predict"),
    route("POST", "/v1beta/models/{model}"),
    route("GET", "/{endpoint...}/requests/{id}"),
    route("GET", "/{endpoint...}/requests/{id}/status"),
    route("POST", "/{endpoint...}"),
  ],
};
const match = createRouteMatcher();
const matched = (method: string, path: string) => {
  const found = match(adapter, method, path);
  return found.kind === "route" ? [found.route.path, found.params] : found.kind;
};

describe("a declared path", () => {
  it.each([
    ["GET", "/v1/videos", "/v1/videos", {}],
    ["GET", "/v1/videos/video_1", "/v1/videos/{id}", { id: "video_1" }],
    ["GET", "/v1/videos/models", "/v1/videos/models", {}],
    [
      "GET",
      "/v1/clips/c.1/parts/p~2",
      "/v1/{kind}/{id}/parts/{part}",
      { kind: "clips", id: "c.1", part: "p~2" },
    ],
    [
      "POST",
      "/v1beta/models/veo-3.1:predict",
      "/v1beta/models/{model}:predict",
      { model: "veo-3.1" },
    ],
    ["POST", "/v1beta/models/veo-3.1", "/v1beta/models/{model}", { model: "veo-3.1" }],
    [
      "GET",
      "/fal-ai/veo3/fast/requests/r-1/status",
      "/{endpoint...}/requests/{id}/status",
      { endpoint: "fal-ai/veo3/fast", id: "r-1" },
    ],
    [
      "GET",
      "/fal-ai/requests/r-1",
      "/{endpoint...}/requests/{id}",
      { endpoint: "fal-ai", id: "r-1" },
    ],
    ["POST", "/fal-ai/veo3", "/{endpoint...}", { endpoint: "fal-ai/veo3" }],
  ])("is found with its parameters: %s %s", (method, path, expected, params) => {
    expect(matched(method, path)).toEqual([expected, params]);
  });

  it.each([
    ["GET", "/v1/images"],
    ["DELETE", "/v1/videos"],
    ["GET", "/v1/videos/video_1/content"],
    ["GET", "/requests/r-1"],
    ["GET", "/a/b/c/d/e/f/g/h/i/j/k/l/m/requests/r-1"],
  ])("is the only one that passes: %s %s is none", (method, path) => {
    expect(matched(method, path)).toBe("none");
  });

  it.each([
    ["GET", "/v1/videos/-rf"],
    ["GET", `/v1/videos/${"x".repeat(201)}`],
    ["POST", "/v1beta/models/:predict"],
    ["GET", "/fal-ai/~root/requests/r-1"],
    ["GET", "/fal-ai/veo3/requests/..r"],
    ["POST", "/fal:ai"],
  ])("takes no value that is not one a provider gives: %s %s", (method, path) => {
    expect(matched(method, path)).toBe("invalid-id");
  });

  it("is refused where it could be read in two ways", () => {
    expect(() => compileRoute(route("GET", "/{a...}/x/{b...}"))).toThrow(TypeError);
    expect(() => compileRoute(route("GET", "/{a...}:x"))).toThrow(TypeError);
  });
});
