import { createXai } from "@ai-sdk/xai";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { openProviderStack, type ProviderStack } from "../../support/provider-stack.ts";
import { sendJson } from "../../support/scripted-upstream.ts";

const MODEL = "grok-imagine-video-1.5";
const VIDEO = "https://clips.example/1.mp4";

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

const options = () => ({
  prompt: "Rain",
  n: 1,
  image: undefined,
  aspectRatio: "16:9" as const,
  resolution: "1280x720" as const,
  duration: 6,
  fps: undefined,
  seed: undefined,
  frameImages: undefined,
  inputReferences: undefined,
  generateAudio: undefined,
  providerOptions: { xai: { pollIntervalMs: 10, pollTimeoutMs: 10_000 } },
});

const model = () =>
  createXai({ apiKey: stack.key, baseURL: `${stack.url}/proxy/xai/v1` }).video(MODEL);

/** Polls are answered in this order, each with its status. */
function polls(...answers: [number, object][]): void {
  const left = [...answers];
  stack.upstream.answer = ({ method }, response) => {
    const [status, body] = left.length > 1 ? (left.shift() ?? [500, {}]) : (left[0] ?? [500, {}]);
    if (method === "POST") sendJson(response, 200, { request_id: id });
    else sendJson(response, status, body);
    if (method === "POST") left.unshift([status, body]);
  };
}

async function booked(): Promise<Record<string, unknown>> {
  await stack.drain();
  const [row] = await stack.pg.sql`select * from jobs where provider_job_id = ${id}`;
  return { ...row };
}

const done = (respects: boolean) => ({
  status: "done",
  model: MODEL,
  video: { url: respects ? VIDEO : "", duration: 6, respect_moderation: respects },
  usage: { cost_in_usd_ticks: 8_400_000_000 },
});

describe("the AI SDK's xAI provider through the proxy", () => {
  it("makes a clip that costs the ticks that its answer names", async () => {
    polls([202, { status: "pending", progress: 40 }], [200, done(true)]);
    const { videos } = await model().doGenerate(options());
    expect(videos).toEqual([{ type: "url", url: VIDEO, mediaType: "video/mp4" }]);
    expect(await booked()).toMatchObject({
      state: "succeeded",
      resolution: "720p",
      cost: "0.840000000",
      cost_basis: "reported",
      video_seconds: "6.000",
    });
  });

  it("fails with a clip that moderation keeps back, which is charged all the same", async () => {
    polls([200, done(false)]);
    await expect(model().doGenerate(options())).rejects.toThrow();
    expect(await booked()).toMatchObject({
      state: "blocked",
      cost: "0.840000000",
      cost_basis: "reported",
      failure_kind: "moderated",
    });
  });
});
