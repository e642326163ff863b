import { describe, expect, it } from "vitest";
import type { Operation } from "../../../domain/generation.ts";
import type { CreateCall, CreateFields } from "../../../ingest/providers/adapter.ts";
import { openaiAdapter } from "../../../ingest/providers/openai/openai-adapter.ts";
import { upstreamPath } from "../../../ingest/providers/upstream-path.ts";
import { promptHash } from "../../../ingest/prompt-hash.ts";

const AT_MS = 1_790_000_100_000;

const video = {
  id: "video_6a1f",
  object: "video",
  model: "sora-2",
  status: "completed",
  progress: 100,
  created_at: 1_790_000_000,
  completed_at: 1_790_000_090,
  expires_at: 1_790_003_690,
  prompt: "Fog over a harbour",
  size: "1280x720",
  seconds: "8",
  remixed_from_video_id: null,
  error: null,
};

const observed = (body: unknown) =>
  openaiAdapter.observeJob(
    { status: 200, header: () => null, body, numberText: () => null },
    { jobId: "video_6a1f", source: "poll", seenAtMs: AT_MS },
  );
const asked = (
  operation: Operation,
  pathParams: Record<string, string>,
  fields: CreateFields,
): CreateCall => ({
  operation,
  route: "/v1/videos",
  pathParams,
  baseUrl: new URL("https://upstream.example"),
  fields,
});
const fields = (values: Record<string, string>, files: string[] = []) => ({
  values: new Map(Object.entries(values)),
  files: new Set(files),
});

describe("what a video object says", () => {
  it("reads a finished one whole", () => {
    expect(observed(video)).toEqual({
      providerJobId: "video_6a1f",
      seconds: 8_000_000_000n,
      createdAtMs: 1_790_000_000_000,
      prompt: "Fog over a harbour",
      observation: {
        source: "poll",
        seenAtMs: AT_MS,
        status: "succeeded",
        progress: 100,
        startedAtMs: null,
        finishedAtMs: 1_790_000_090_000,
        model: "sora-2",
        resolution: "1280x720",
        videoSeconds: 8_000_000_000n,
        gpuMs: null,
        reportedCost: null,
        resolved: null,
        billedUnits: null,
        failure: null,
      },
    });
  });

  it.each([
    ["queued", "submitted"],
    ["in_progress", "running"],
    ["completed", "succeeded"],
    ["failed", "failed"],
    ["cancelled", "cancelled"],
    ["expired", "expired"],
  ])("maps %s to %s", (status, expected) => {
    expect(observed({ ...video, status })?.observation.status).toBe(expected);
  });

  it("tells a moderated job from a failed one, and knows no length of either", () => {
    const failed = { ...video, status: "failed", completed_at: 1_790_000_031 };
    const blocked = observed({ ...failed, error: { code: "moderation_blocked", message: "no" } });
    expect(blocked?.observation).toMatchObject({
      status: "blocked",
      videoSeconds: null,
      failure: { kind: "moderated", code: "moderation_blocked" },
    });
    const broken = observed({ ...failed, error: { code: "InternalServerError", message: "CUDA" } });
    expect(broken?.observation).toMatchObject({
      status: "failed",
      failure: { kind: "provider_error", code: "InternalServerError", message: "CUDA" },
    });
  });

  it("takes GPU time where a self-hosted server reports it, and its null while running", () => {
    expect(observed({ ...video, inference_time_s: 138.21 })?.observation.gpuMs).toBe(138_210);
    expect(observed({ ...video, inference_time_s: null })?.observation.gpuMs).toBeNull();
  });

  it("reads a deletion", () => {
    const deleted = { id: "video_6a1f", object: "video.deleted", deleted: true };
    expect(observed(deleted)?.observation.status).toBe("deleted");
    expect(observed({ ...deleted, deleted: false })).toBeNull();
  });

  it.each([
    ["null", null],
    ["a string", "video"],
    ["an array", [video]],
    ["an error", { error: { message: "no", type: "t", param: null, code: null } }],
    ["no id", { ...video, id: undefined }],
    ["an empty id", { ...video, id: "" }],
    ["a status nobody knows", { ...video, status: "pondering" }],
    ["another object", { ...video, object: "image" }],
  ])("says nothing about %s", (_name, body) => {
    expect(observed(body)).toBeNull();
  });

  it("leaves open what is malformed instead of guessing", () => {
    const odd = { ...video, seconds: "-4", progress: 140, completed_at: -1 };
    expect(observed(odd)?.observation).toMatchObject({
      videoSeconds: null,
      progress: 100,
      finishedAtMs: null,
    });
  });
});

describe("lists", () => {
  const page = (ids: readonly string[], hasMore: boolean) => ({
    object: "list",
    data: ids.map((id) => ({ ...video, id })),
    first_id: ids[0] ?? null,
    last_id: ids.at(-1) ?? null,
    has_more: hasMore,
  });

  it("names every job, also one whose status is unknown", () => {
    const body = page(["a", "b"], true);
    const odd = { ...body, data: [...body.data, { ...video, id: "c", status: "pondering" }] };
    const report = openaiAdapter.list?.observe(odd, "list", AT_MS);
    expect(report?.ids).toEqual(["a", "b", "c"]);
    expect(report?.jobs.map((job) => job.providerJobId)).toEqual(["a", "b"]);
    expect(report?.hasMore).toBe(true);
    expect(openaiAdapter.list?.observe({ error: {} }, "list", AT_MS)).toBeNull();
  });

  it("joins the kept jobs of several pages under one head", () => {
    const pages = [page(["a", "b"], true), page(["c", "d"], true)];
    const kept = openaiAdapter.list?.rewrite(pages, (id) => id !== "b", { hasMore: false });
    expect(kept).toMatchObject({
      object: "list",
      data: [{ id: "a" }, { id: "c" }, { id: "d" }],
      first_id: "a",
      last_id: "d",
      has_more: false,
    });
    expect(openaiAdapter.list?.rewrite(pages, () => false, { hasMore: false })).toMatchObject({
      data: [],
      first_id: null,
      last_id: null,
    });
  });
});

describe("what a create asks for", () => {
  it("applies the defaults of the wire", () => {
    const intent = openaiAdapter.admit(asked("create", {}, fields({ prompt: "x" })), null);
    expect(intent).toEqual({
      model: "sora-2",
      resolution: "720x1280",
      requestedSeconds: 4_000_000_000n,
      audio: true,
      dimensions: {
        operation: "create",
        size: "720x1280",
        seconds: "4",
        audio: true,
        input_reference: false,
      },
      units: { second: 4_000_000_000n },
      prompt: "x",
    });
  });

  it("takes model, size and seconds of a remix from its source, and bills an extension's new segment", () => {
    const source = {
      model: "sora-2-pro",
      resolution: "1792x1024",
      requestedSeconds: 12_000_000_000n,
    };
    const remix = asked("remix", { id: "video_a" }, fields({ prompt: "x" }));
    expect(openaiAdapter.admit(remix, source)).toMatchObject(source);
    expect(openaiAdapter.sourceOf(remix)).toBe("video_a");
    const extend = fields({ prompt: "x", seconds: "16", "video.id": "video_a" });
    expect(openaiAdapter.sourceOf(asked("extend", {}, extend))).toBe("video_a");
    expect(openaiAdapter.admit(asked("extend", {}, extend), source)).toMatchObject({
      model: "sora-2-pro",
      requestedSeconds: 16_000_000_000n,
    });
  });

  it("prices an edit of an uploaded video by the defaults, and says so", () => {
    const edit = fields({ prompt: "x" }, ["video"]);
    expect(openaiAdapter.sourceOf(asked("edit", {}, edit))).toBeNull();
    expect(openaiAdapter.admit(asked("edit", {}, edit), null).dimensions).toMatchObject({
      source: "unknown",
      seconds: "4",
    });
  });

  it.each(["-4", "0", "4e9", "eight", "1e999", "9".repeat(40), ""])(
    "leaves the units open where seconds are no length: %s",
    (seconds) => {
      const intent = openaiAdapter.admit(
        asked("create", {}, fields({ prompt: "x", seconds })),
        null,
      );
      expect(intent.requestedSeconds).toBeNull();
      expect(intent.units).toEqual({});
    },
  );
});

it("wears OpenAI's error shape, and knows it from others", () => {
  const refusal = openaiAdapter.refuse({ status: 403, type: "t", code: "c", message: "m" });
  expect(refusal).toEqual({ error: { message: "m", type: "t", code: "c", param: null } });
  expect(openaiAdapter.isProviderError(refusal)).toBe(true);
  expect(openaiAdapter.isProviderError({ error: "no" })).toBe(false);
  expect(openaiAdapter.isProviderError({ detail: "no" })).toBe(false);
  expect(openaiAdapter.isProviderError(undefined)).toBe(false);
});

it("reads the two video events of a webhook and no other", () => {
  const event = (type: string) => ({
    id: "evt_1",
    object: "event",
    type,
    data: { id: "video_6a1f" },
  });
  const seen = { providerJobId: "video_6a1f", terminal: true };
  expect(openaiAdapter.webhook?.observe(event("video.completed"))).toEqual(seen);
  expect(openaiAdapter.webhook?.observe(event("video.failed"))).toEqual(seen);
  expect(openaiAdapter.webhook?.observe(event("batch.completed"))).toBeNull();
});

it("joins a base path and a wire path without doubling the version", () => {
  const join = (base: string) => upstreamPath(new URL(base), "/v1/videos");
  expect(join("https://h.test")).toBe("/v1/videos");
  expect(join("https://h.test/v1")).toBe("/v1/videos");
  expect(join("https://h.test/api/v1/")).toBe("/api/v1/videos");
  expect(join("https://h.test/api")).toBe("/api/v1/videos");
});

it("finds equal prompts of one workspace under whatever form they come, and none across workspaces", () => {
  const key = Buffer.alloc(32, 1);
  expect(promptHash(key, " caf\u00e9  noir\n")).toBe(promptHash(key, "cafe\u0301 noir"));
  expect(promptHash(key, "a")).not.toBe(promptHash(key, "b"));
  expect(promptHash(key, "a")).not.toBe(promptHash(Buffer.alloc(32, 2), "a"));
  expect(promptHash(key, " \n")).toBe("");
});
