import { createReplicate } from "@ai-sdk/replicate";
import { randomUUID } from "node:crypto";
import Replicate from "replicate";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { predictionObject } from "../../support/provider-fixtures/replicate-fixture.ts";
import { openProviderStack, type ProviderStack } from "../../support/provider-stack.ts";
import { sendJson } from "../../support/scripted-upstream.ts";

const VIDEO = "https://clips.example/1.mp4";
const STARTED = { started_at: "2026-11-22T10:00:02.000Z" };
const ENDED = { ...STARTED, completed_at: "2026-11-22T10:00:58.500Z" };
const VERSION = "3f9a0b7c5d21".padEnd(64, "0");
/** A community model on an H100, as its operator prices it. */
const BOATS = "acme/boats";
const GPU_SECOND = "0.001525";

let server: PostgresServer;
let stack: ProviderStack;
let id: string;
beforeAll(async () => {
  server = await withPostgres("server");
  stack = await openProviderStack(server, [
    { provider: "replicate", model: BOATS, unit: "gpu_second", amount: GPU_SECOND },
    { provider: "replicate", model: "version:3f9a0b7c5d21", unit: "gpu_second", amount: "0.0014" },
  ]);
});
beforeEach(() => {
  id = randomUUID();
  stack.upstream.seen.length = 0;
});
afterAll(async () => {
  await stack.close();
  await server.close();
});

/** The upstream answers in this order, whatever is asked; the last answer stays. */
function answers(...changes: object[]): void {
  const left = [...changes];
  stack.upstream.answer = ({ method }, response) => {
    const change = left.length > 1 ? left.shift() : left[0];
    const status = method === "POST" ? 201 : 200;
    sendJson(response, status, predictionObject(id, stack.upstream.url, change ?? {}));
  };
}

const ended = (status: string, predictTime: number, more = {}) => ({
  ...ENDED,
  status,
  metrics: { predict_time: predictTime, total_time: predictTime + 2 },
  ...more,
});

async function booked(): Promise<Record<string, unknown>> {
  await stack.drain();
  const [row] = await stack.pg.sql`select * from jobs where provider_job_id = ${id}`;
  return { ...row };
}

const paths = () => stack.upstream.seen.map(({ method, url }) => `${method} ${url}`);

describe("the official replicate through the proxy", () => {
  const client = () =>
    new Replicate({
      auth: stack.key,
      baseUrl: `${stack.url}/proxy/replicate/v1`,
      useFileOutput: false,
    });

  it("runs a model to its end in one call that waits, charged by the time it ran, to the nano", async () => {
    answers(ended("succeeded", 56.4123456, { output: VIDEO }));
    const output = await client().run(BOATS, {
      input: { prompt: "Rain", num_frames: 81, fps: 16 },
    });
    expect(output).toBe(VIDEO);
    expect(stack.upstream.seen[0]?.headers["prefer"]).toBe("wait");
    expect(paths()).toEqual([`POST /v1/models/${BOATS}/predictions`]);
    expect(await booked()).toMatchObject({
      model: BOATS,
      state: "succeeded",
      cost: "0.086028827",
      cost_basis: "billed_units",
      price_unit: "gpu_second",
      units: "56.412345600",
      gpu_ms: "56412",
      gpu_basis: "reported",
      requested_seconds: "5.063",
      video_seconds: "5.063",
    });
  });

  it("runs a version by polling, and books it under the version's first characters", async () => {
    answers({}, { ...STARTED, status: "processing" }, ended("succeeded", 10, { output: VIDEO }));
    const output = await client().run(`acme/boats:${VERSION}`, {
      input: { prompt: "Rain" },
      wait: { mode: "poll", interval: 10 },
    });
    expect(output).toBe(VIDEO);
    expect(paths()).toEqual([
      "POST /v1/predictions",
      `GET /v1/predictions/${id}`,
      `GET /v1/predictions/${id}`,
    ]);
    expect(await booked()).toMatchObject({
      model: "version:3f9a0b7c5d21",
      cost: "0.014000000",
      gpu_ms: "10000",
    });
  });

  it("books a deployment under its own name", async () => {
    answers({}, ended("succeeded", 4));
    const replicate = client();
    const made = await replicate.deployments.predictions.create("acme", "boats", {
      input: { prompt: "Rain" },
    });
    expect((await replicate.predictions.get(made.id)).status).toBe("succeeded");
    expect(await booked()).toMatchObject({
      model: "acme/boats",
      cost: "0.006100000",
      dimensions: { deployment: "acme/boats" },
    });
  });

  it("is charged for a prediction that failed, by the time it ran", async () => {
    answers({}, ended("failed", 6.9, { error: "Out of memory. (E1001)" }));
    await expect(
      client().run(BOATS, { input: { prompt: "Rain" }, wait: { mode: "poll", interval: 10 } }),
    ).rejects.toThrow("Prediction failed");
    expect(await booked()).toMatchObject({
      state: "failed",
      cost: "0.010522500",
      cost_basis: "billed_units",
      failure_kind: "provider_error",
      failure_code: "E1001",
      video_seconds: null,
    });
  });

  it("is charged for what it cancels after the start, also where the cancel's answer has no metrics yet", async () => {
    answers({}, { ...STARTED, status: "canceled" }, ended("canceled", 10));
    const replicate = client();
    const made = await replicate.predictions.create({ model: BOATS, input: { prompt: "Rain" } });
    await replicate.predictions.cancel(made.id);
    expect(paths()).toContain(`POST /v1/predictions/${id}/cancel`);
    expect(await booked()).toMatchObject({ state: "cancelled", cost_basis: "unpriced" });
    await replicate.predictions.get(made.id);
    expect(await booked()).toMatchObject({
      state: "cancelled",
      cost: "0.015250000",
      cost_basis: "billed_units",
      gpu_ms: "10000",
      failure_kind: "cancelled",
    });
  });

  it("pays nothing for what it cancels before the start", async () => {
    answers({}, { status: "aborted", completed_at: "2026-11-22T10:00:01.000Z" });
    const replicate = client();
    const made = await replicate.predictions.create({ model: BOATS, input: { prompt: "Rain" } });
    expect((await replicate.predictions.cancel(made.id)).status).toBe("aborted");
    expect(await booked()).toMatchObject({
      state: "cancelled",
      cost: "0.000000000",
      failure_code: "aborted",
      gpu_ms: null,
    });
  });

  it("has an unpriced job, with the reason, where nobody says on which hardware a model runs", async () => {
    answers({}, ended("succeeded", 4));
    const replicate = client();
    await replicate.predictions.create({ model: "acme/other", input: { prompt: "Rain" } });
    await replicate.predictions.get(id);
    expect(await booked()).toMatchObject({
      state: "succeeded",
      cost_basis: "unpriced",
      unpriced_reason: "no_price_for_conditions",
      gpu_ms: "4000",
    });
  });

  it("raises its own error for another one's prediction, of which the upstream never hears", async () => {
    await expect(client().predictions.get("not-ours")).rejects.toThrow("404");
    await expect(client().predictions.cancel("not-ours")).rejects.toThrow("404");
    await expect(client().predictions.list()).rejects.toThrow("404");
    expect(stack.upstream.seen).toEqual([]);
  });
});

describe("the AI SDK's Replicate provider through the proxy", () => {
  const model = () =>
    createReplicate({
      apiToken: stack.key,
      baseURL: `${stack.url}/proxy/replicate/v1`,
    }).video(BOATS);
  const options = {
    prompt: "Rain",
    n: 1,
    image: undefined,
    aspectRatio: "16:9",
    resolution: undefined,
    duration: 5,
    fps: undefined,
    seed: undefined,
    frameImages: undefined,
    inputReferences: undefined,
    generateAudio: undefined,
    providerOptions: { replicate: { pollIntervalMs: 10, pollTimeoutMs: 10_000 } },
  } as const;

  it("polls the address that the answer names, which leads through the proxy", async () => {
    answers({}, { ...STARTED, status: "processing" }, ended("succeeded", 8, { output: VIDEO }));
    const { videos } = await model().doGenerate(options);
    expect(videos).toEqual([{ type: "url", url: VIDEO, mediaType: "video/mp4" }]);
    expect(paths().filter((path) => path.startsWith("GET"))).toHaveLength(2);
    expect(await booked()).toMatchObject({
      state: "succeeded",
      cost: "0.012200000",
      video_seconds: "5.000",
    });
  });

  it("fails with a prediction that did not pass", async () => {
    answers({}, ended("failed", 2, { error: "Flagged as sensitive. (E005)" }));
    await expect(model().doGenerate(options)).rejects.toThrow(/failed/i);
    expect(await booked()).toMatchObject({
      state: "blocked",
      cost: "0.003050000",
      failure_code: "E005",
    });
  });
});
