import { createAlibaba } from "@ai-sdk/alibaba";
import { createByteDance } from "@ai-sdk/bytedance";
import LumaAI from "lumaai";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { openProviderStack, type ProviderStack } from "../../support/provider-stack.ts";
import { sendJson } from "../../support/scripted-upstream.ts";

let server: PostgresServer;
let stack: ProviderStack;
let id: string;
beforeAll(async () => {
  server = await withPostgres("server");
  stack = await openProviderStack(server);
});
beforeEach(() => {
  id = randomUUID();
});
afterAll(async () => {
  await stack.close();
  await server.close();
});

/** The upstream answers in this order, whatever is asked; the last answer stays. */
function answers(...bodies: object[]): void {
  const left = [...bodies];
  stack.upstream.seen.length = 0;
  stack.upstream.answer = (_request, response) =>
    sendJson(response, 200, left.length > 1 ? left.shift() : left[0]);
}

async function booked(): Promise<Record<string, unknown>> {
  await stack.drain();
  const [row] = await stack.pg.sql`select * from jobs where provider_job_id = ${id}`;
  return { ...row };
}

const VIDEO = "https://clips.example/1.mp4";

describe("the official lumaai through the proxy", () => {
  const client = () =>
    new LumaAI({
      authToken: stack.key,
      baseURL: `${stack.url}/proxy/luma_dream_machine/dream-machine/v1`,
      maxRetries: 0,
    });
  const generation = (state: string, more = {}) => ({
    id,
    state,
    created_at: "2026-11-22T10:00:00.000Z",
    model: "ray-2",
    request: { resolution: "540p", duration: "9s" },
    ...more,
  });
  const clip = { model: "ray-2", prompt: "Rain", resolution: "540p", duration: "9s" } as const;

  it("makes a clip, waits for it and deletes it", async () => {
    answers(
      generation("queued"),
      generation("dreaming"),
      generation("completed", { assets: { video: VIDEO } }),
    );
    const luma = client();
    const made = await luma.generations.video.create(clip);
    let seen = await luma.generations.get(made.id ?? "");
    while (seen.state !== "completed") seen = await luma.generations.get(id);
    expect(seen.assets?.video).toBe(VIDEO);
    expect(await booked()).toMatchObject({
      state: "succeeded",
      cost: "0.720000000",
      cost_basis: "rate_card",
      video_seconds: "9.000",
    });
    stack.upstream.answer = (_request, response) => response.writeHead(204).end();
    await luma.generations.delete(id);
    expect(stack.upstream.seen.at(-1)?.method).toBe("DELETE");
    expect(await booked()).toMatchObject({ state: "succeeded", cost: "0.720000000" });
  });

  it("hears of a clip that did not pass, which costs nothing", async () => {
    answers(generation("queued"), generation("failed", { failure_reason: "moderation failed" }));
    const luma = client();
    await luma.generations.video.create(clip);
    expect((await luma.generations.get(id)).state).toBe("failed");
    expect(await booked()).toMatchObject({
      state: "blocked",
      cost: "0.000000000",
      failure_kind: "moderated",
    });
  });
});

const asked = {
  n: 1,
  image: undefined,
  aspectRatio: "16:9",
  resolution: "1280x720",
  duration: 5,
  fps: undefined,
  seed: undefined,
  frameImages: undefined,
  inputReferences: undefined,
  generateAudio: undefined,
} as const;

describe("the AI SDK's ByteDance provider through the proxy", () => {
  const model = () =>
    createByteDance({
      apiKey: stack.key,
      baseURL: `${stack.url}/proxy/byteplus_ark/api/v3`,
    }).video("dreamina-seedance-2-0-260128");
  const options = () => ({
    ...asked,
    prompt: "Rain",
    providerOptions: { bytedance: { pollIntervalMs: 10, pollTimeoutMs: 10_000 } },
  });
  const task = (status: string, more = {}) => ({ id, status, ...more });

  it("makes a clip that costs its tokens", async () => {
    answers(
      { id },
      task("queued"),
      task("running"),
      task("succeeded", {
        content: { video_url: VIDEO },
        resolution: "720p",
        duration: 5,
        usage: { completion_tokens: 108_900 },
      }),
    );
    const { videos } = await model().doGenerate(options());
    expect(videos).toEqual([{ type: "url", url: VIDEO, mediaType: "video/mp4" }]);
    expect(await booked()).toMatchObject({
      state: "succeeded",
      cost: "0.762300000",
      cost_basis: "billed_units",
      units: "108900.000000000",
    });
  });

  it("fails with a task that fails, which costs nothing", async () => {
    answers({ id }, task("failed", { error: { code: "InternalServiceError", message: "No." } }));
    await expect(model().doGenerate(options())).rejects.toThrow(/failed/i);
    expect(await booked()).toMatchObject({ state: "failed", cost: "0.000000000" });
  });
});

describe("the AI SDK's Alibaba provider through the proxy", () => {
  const model = () =>
    createAlibaba({
      apiKey: stack.key,
      videoBaseURL: `${stack.url}/proxy/alibaba_dashscope`,
    }).video("wan2.6-t2v");
  const options = () => ({
    ...asked,
    prompt: "Rain",
    aspectRatio: undefined,
    providerOptions: { alibaba: { pollIntervalMs: 10, pollTimeoutMs: 10_000 } },
  });
  const task = (status: string, output = {}, more = {}) => ({
    request_id: "req-1",
    output: { task_id: id, task_status: status, ...output },
    ...more,
  });

  it("makes a clip that costs the seconds that its task names", async () => {
    answers(
      task("PENDING"),
      task("RUNNING"),
      task(
        "SUCCEEDED",
        { video_url: VIDEO },
        {
          usage: { duration: 5, output_video_duration: 5, SR: 720 },
        },
      ),
    );
    const { videos } = await model().doGenerate(options());
    expect(videos).toEqual([{ type: "url", url: VIDEO, mediaType: "video/mp4" }]);
    expect(await booked()).toMatchObject({
      state: "succeeded",
      resolution: "1280x720",
      cost: "0.500000000",
      cost_basis: "billed_units",
    });
  });

  it("fails with a task that did not pass, which costs nothing", async () => {
    answers(
      task("PENDING"),
      task("FAILED", { code: "DataInspectionFailed", message: "It did not pass." }),
    );
    await expect(model().doGenerate(options())).rejects.toThrow(/did not pass|failed/i);
    expect(await booked()).toMatchObject({
      state: "blocked",
      cost: "0.000000000",
      failure_code: "DataInspectionFailed",
    });
  });
});
