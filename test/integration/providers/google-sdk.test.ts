import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { ApiError, GoogleGenAI } from "@google/genai";
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { vertexAdapter } from "../../../ingest/providers/google-vertex/vertex-adapter.ts";
import { pollJob } from "../../../ingest/settle/poll-job.ts";
import { createUpstreamClient } from "../../../ingest/settle/upstream-client.ts";
import { CREDENTIAL } from "../../support/books.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { VERTEX_PARENT } from "../../support/provider-fixtures/vertex-fixture.ts";
import { openProviderStack, type ProviderStack } from "../../support/provider-stack.ts";
import { sendJson } from "../../support/scripted-upstream.ts";

const MODEL = "veo-3.1-fast-generate-preview";
const CLIP = Buffer.alloc(3_000, 5);

let server: PostgresServer;
let stack: ProviderStack;
let id: string;
beforeAll(async () => {
  server = await withPostgres("server");
  stack = await openProviderStack(server);
});
beforeEach(() => {
  id = randomUUID().replaceAll("-", "");
  stack.upstream.seen.length = 0;
});
afterAll(async () => {
  await stack.close();
  await server.close();
});

const operationName = () => `models/${MODEL}/operations/${id}`;
const GOOGLE = "https://generativelanguage.googleapis.com";

/** The upstream takes creates, says twice that the operation runs, then this; files of it can be fetched. */
function operation(end: object): void {
  const left: object[] = [{}, { done: false }, { done: true, ...end }];
  stack.upstream.answer = ({ method, url }, response) => {
    if (url.startsWith("/v1beta/files/")) {
      response.writeHead(200, { "content-type": "video/mp4" }).end(CLIP);
      return;
    }
    if (method === "POST") left.splice(0, 1);
    const more = method === "POST" ? {} : left.length > 1 ? left.shift() : left[0];
    sendJson(response, 200, { name: operationName(), ...more });
  };
}

const madeAt = (origin: string, ...files: string[]) => ({
  generatedSamples: files.map((file) => ({
    video: { uri: `${origin}/v1beta/files/${file}:download?alt=media` },
  })),
});
const made = (...files: string[]) => madeAt(GOOGLE, ...files);
const finished = (generateVideoResponse: object) =>
  operation({ response: { generateVideoResponse } });

async function booked(): Promise<Record<string, unknown>> {
  await stack.drain();
  const [row] = await stack.pg
    .sql`select * from jobs where provider_job_id like ${`%/operations/${id}`}`;
  return { ...row };
}

describe("the official @google/genai through the proxy, on the Gemini API", () => {
  const client = () =>
    new GoogleGenAI({
      apiKey: stack.key,
      httpOptions: { baseUrl: `${stack.url}/proxy/google_gemini` },
    });

  async function generate(config: object = {}) {
    const ai = client();
    let running = await ai.models.generateVideos({
      model: MODEL,
      source: { prompt: "Rain on a tin roof" },
      config,
    });
    while (running.done !== true) {
      running = await ai.operations.getVideosOperation({ operation: running });
    }
    return running;
  }

  it("makes two samples of 8 s at 1080p, which cost 1.92 USD, and downloads both", async () => {
    finished(made(`${id}a`, `${id}b`));
    const { response } = await generate({ numberOfVideos: 2, resolution: "1080p" });
    const videos = response?.generatedVideos ?? [];
    expect(videos).toHaveLength(2);
    expect(await booked()).toMatchObject({
      provider_job_id: operationName(),
      state: "succeeded",
      model: MODEL,
      resolution: "1080p",
      audio: true,
      estimate: "1.920000000",
      cost: "1.920000000",
      currency: "USD",
      cost_basis: "rate_card",
      price_unit: "second",
      units: "16.000000000",
      unit_amount: "0.120000000",
      video_seconds: "16.000",
      downloads_pass: true,
      first_downloaded_at: null,
    });
    const folder = await mkdtemp(join(tmpdir(), "reelmeter-genai-"));
    for (const [index, file] of videos.entries()) {
      const downloadPath = join(folder, `${index}.mp4`);
      await client().files.download({ file, downloadPath });
      expect(CLIP.equals(await readFile(downloadPath))).toBe(true);
    }
    await rm(folder, { recursive: true });
    expect((await booked())["first_downloaded_at"]).not.toBeNull();
    expect(stack.upstream.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST /v1beta/models/${MODEL}:predictLongRunning`,
      `GET /v1beta/${operationName()}`,
      `GET /v1beta/${operationName()}`,
      `GET /v1beta/files/${id}a:download?alt=media`,
      `GET /v1beta/files/${id}b:download?alt=media`,
    ]);
    for (const { headers } of stack.upstream.seen) {
      expect(headers["x-goog-api-key"]).toBe(CREDENTIAL);
      expect(headers.authorization).toBeUndefined();
    }
  });

  it("pays half when a filter keeps one of two samples back", async () => {
    finished({ ...made(`${id}a`), raiMediaFilteredCount: 1, raiMediaFilteredReasons: ["One."] });
    const { response } = await generate({ numberOfVideos: 2, resolution: "1080p" });
    expect(response?.raiMediaFilteredCount).toBe(1);
    expect(await booked()).toMatchObject({
      state: "succeeded",
      estimate: "1.920000000",
      cost: "0.960000000",
      cost_basis: "billed_units",
      units: "8.000000000",
      price_unit: "second",
      video_seconds: "8.000",
    });
  });

  it("pays nothing when a filter keeps everything back", async () => {
    finished({ raiMediaFilteredCount: 1, raiMediaFilteredReasons: ["Blocked. Support code: 7"] });
    const { response } = await generate();
    expect(response?.generatedVideos).toBeUndefined();
    expect(await booked()).toMatchObject({
      state: "blocked",
      estimate: "0.800000000",
      cost: "0.000000000",
      failure_kind: "moderated",
      failure_message: "Blocked. Support code: 7",
    });
  });

  it("pays nothing for an operation that fails", async () => {
    operation({ error: { code: 3, message: "The prompt could not be submitted." } });
    const { error } = await generate();
    expect(error).toMatchObject({ code: 3 });
    expect(await booked()).toMatchObject({
      state: "failed",
      cost: "0.000000000",
      failure_code: "INVALID_ARGUMENT",
    });
  });

  it("raises its own error for a refusal of ours", async () => {
    const ai = new GoogleGenAI({
      apiKey: "rm_live_nobody",
      httpOptions: { baseUrl: `${stack.url}/proxy/google_gemini` },
    });
    const refused = ai.models.generateVideos({ model: MODEL, source: { prompt: "Rain" } });
    await expect(refused).rejects.toBeInstanceOf(ApiError);
    await expect(refused).rejects.toMatchObject({ status: 401 });
  });
});

describe("interactions of the official @google/genai through the proxy", () => {
  const OMNI = "gemini-omni-flash-preview";
  const client = () =>
    new GoogleGenAI({
      apiKey: stack.key,
      httpOptions: { baseUrl: `${stack.url}/proxy/google_gemini` },
    });
  const asked = (more: object = {}) => ({
    model: OMNI,
    input: "Rain on a tin roof",
    response_format: { type: "video" as const, duration: "8s", delivery: "uri" as const },
    background: true,
    ...more,
  });
  const interaction = (status: string, more: object = {}) => ({
    id,
    status,
    created: "2026-11-22T10:00:00Z",
    updated: "2026-11-22T10:00:00Z",
    model: OMNI,
    ...more,
  });
  const answers = (...bodies: object[]) => {
    stack.upstream.answer = (_request, response) => sendJson(response, 200, bodies.shift() ?? {});
  };
  const bookedOmni = async () => {
    await stack.drain();
    const [row] = await stack.pg.sql`select * from jobs where provider_job_id = ${id}`;
    return { ...row };
  };

  it("make a clip that costs its input and its video tokens, and are deleted", async () => {
    answers(
      interaction("in_progress"),
      interaction("completed", {
        steps: [
          {
            type: "model_output",
            content: [{ type: "video", uri: `${GOOGLE}/v1beta/files/${id}a:download?alt=media` }],
          },
        ],
        usage: {
          total_input_tokens: 14,
          total_output_tokens: 46_336,
          output_tokens_by_modality: [{ modality: "video", tokens: 46_336 }],
        },
      }),
    );
    const ai = client();
    const made = await ai.interactions.create(asked());
    expect((await ai.interactions.get(made.id)).status).toBe("completed");
    expect(await bookedOmni()).toMatchObject({
      state: "succeeded",
      estimate: "0.810880000",
      cost: "0.810901000",
      cost_basis: "billed_units",
      video_seconds: "8.000",
      downloads_pass: true,
    });
    answers({});
    await ai.interactions.delete(id);
    expect(stack.upstream.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "POST /v1beta/interactions",
      `GET /v1beta/interactions/${id}?stream=false`,
      `DELETE /v1beta/interactions/${id}`,
    ]);
  });

  it("are cancelled, and then cost what they name", async () => {
    answers(
      interaction("in_progress"),
      interaction("cancelled", { usage: { total_input_tokens: 14 } }),
    );
    const ai = client();
    await ai.interactions.create(asked());
    await ai.interactions.cancel(id);
    expect(stack.upstream.seen.at(-1)?.url).toBe(`/v1beta/interactions/${id}/cancel`);
    expect(await bookedOmni()).toMatchObject({
      state: "cancelled",
      cost: "0.000021000",
      cost_basis: "billed_units",
    });
  });

  it("answer with the clip itself where they don't run in the background, stored or not", async () => {
    for (const stored of [true, false]) {
      const { id: _, ...unnamed } = interaction("completed", {
        steps: [
          {
            type: "model_output",
            content: [{ type: "video", data: Buffer.alloc(2_000_000, 4).toString("base64") }],
          },
        ],
        usage: {
          total_output_tokens: 10,
          output_tokens_by_modality: [{ modality: "video", tokens: 10 }],
        },
      });
      answers(stored ? { id, ...unnamed } : unnamed);
      const format = { type: "video" as const, delivery: "inline" as const };
      const made = await stack.call("google_gemini", "/v1beta/interactions", {
        method: "POST",
        body: JSON.stringify(asked({ background: false, store: stored, response_format: format })),
      });
      expect(await made.json()).toMatchObject({ status: "completed" });
      await stack.drain();
      const generationId = made.headers.get("reelmeter-generation-id") ?? "";
      await expect
        .poll(async () => (await stack.row(generationId))["first_downloaded_at"])
        .not.toBeNull();
      expect(await stack.row(generationId)).toMatchObject({
        provider_job_id: stored ? id : `reelmeter-${generationId}`,
        state: "succeeded",
        cost: "0.000175000",
        units: "10.000000000",
        price_unit: "token",
        next_poll_at: null,
      });
    }
  });

  it.each([
    ["stream", { stream: true }],
    ["response_format", { model: "gemini-3-pro", response_format: undefined }],
    ["response_format", { response_format: { type: "text" } }],
  ])(
    "are refused unasked, naming %s, when they ask for more than a video: %j",
    async (param, more) => {
      const answer = await stack.call("google_gemini", "/v1beta/interactions", {
        method: "POST",
        body: JSON.stringify(asked(more)),
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        error: { status: "INVALID_ARGUMENT", details: [{ metadata: { param } }] },
      });
      expect(stack.upstream.seen).toEqual([]);
    },
  );

  it("can't go on with what another one made", async () => {
    const post = (path: string, body: object) =>
      stack.call("google_gemini", path, { method: "POST", body: JSON.stringify(body) });
    const later = await post("/v1beta/interactions", asked({ previous_interaction_id: `${id}x` }));
    expect(later.status).toBe(404);
    const extend = (...uris: string[]) =>
      post(`/v1beta/models/${MODEL}:predictLongRunning`, {
        instances: uris.map((uri) => ({ prompt: "More rain", video: { uri } })),
      });
    expect((await extend(`${GOOGLE}/v1beta/files/${id}z`)).status).toBe(404);
    expect(stack.upstream.seen).toEqual([]);
    finished(made(`${id}own`));
    const first = await post(`/v1beta/models/${MODEL}:predictLongRunning`, {
      instances: [{ prompt: "Rain" }],
    });
    expect(first.status).toBe(200);
    await (await stack.call("google_gemini", `/v1beta/${operationName()}`)).arrayBuffer();
    await (await stack.call("google_gemini", `/v1beta/${operationName()}`)).arrayBuffer();
    stack.upstream.seen.length = 0;
    const own = `${GOOGLE}/v1beta/files/${id}own:download?alt=media`;
    expect((await extend(own, `${GOOGLE}/v1beta/files/${id}z`)).status).toBe(400);
    expect(stack.upstream.seen).toEqual([]);
    const source = operationName();
    id = `${id}2`;
    finished(made(`${id}a`));
    expect((await extend(own)).status).toBe(200);
    expect(await booked()).toMatchObject({ source_provider_job_id: source });
  });
});

describe("the official @google/genai through the proxy, on Vertex AI", () => {
  const VERTEX_MODEL = "veo-3.1-fast-generate-001";
  const parent = `${VERTEX_PARENT}/publishers/google/models/${VERTEX_MODEL}`;
  const client = (project = "acme-films") =>
    new GoogleGenAI({
      vertexai: true,
      project,
      location: "us-central1",
      apiKey: stack.key,
      httpOptions: { baseUrl: `${stack.url}/proxy/google_vertex` },
    });
  const asked = {
    model: VERTEX_MODEL,
    source: { prompt: "Rain on a tin roof" },
    config: { durationSeconds: 8, resolution: "1080p", numberOfVideos: 2, generateAudio: true },
  };

  async function generate(videos: object[], more: object = {}) {
    const answers = [{}, { done: false }, { done: true, response: { videos, ...more } }];
    stack.upstream.answer = (_request, response) =>
      sendJson(response, 200, { name: `${parent}/operations/${id}`, ...answers.shift() });
    const ai = client();
    let running = await ai.models.generateVideos(asked);
    while (running.done !== true) {
      running = await ai.operations.getVideosOperation({ operation: running });
    }
    return running.response;
  }

  it("makes two samples with sound, and polls by POST", async () => {
    const inBucket = { gcsUri: "gs://acme-clips/1.mp4", mimeType: "video/mp4" };
    const response = await generate([inBucket, inBucket]);
    expect(response?.generatedVideos?.[0]?.video?.uri).toBe("gs://acme-clips/1.mp4");
    expect(await booked()).toMatchObject({
      provider_job_id: `${parent}/operations/${id}`,
      state: "succeeded",
      audio: true,
      cost: "1.920000000",
      cost_basis: "rate_card",
      video_seconds: "16.000",
      downloads_pass: false,
    });
    expect(stack.upstream.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST /v1beta1/${parent}:predictLongRunning`,
      `POST /v1beta1/${parent}:fetchPredictOperation`,
      `POST /v1beta1/${parent}:fetchPredictOperation`,
    ]);
    for (const { headers } of stack.upstream.seen) {
      expect(headers.authorization).toBe(`Bearer ${CREDENTIAL}`);
      expect(headers["x-goog-api-key"]).toBeUndefined();
    }
  });

  it("gets a clip within the answer, and pays for the one of two that was made", async () => {
    const inline = { bytesBase64Encoded: CLIP.toString("base64"), mimeType: "video/mp4" };
    const response = await generate([inline], { raiMediaFilteredCount: 1 });
    const bytes = response?.generatedVideos?.[0]?.video?.videoBytes ?? "";
    expect(CLIP.equals(Buffer.from(bytes, "base64"))).toBe(true);
    expect(await booked()).toMatchObject({ cost: "0.960000000", video_seconds: "8.000" });
  });

  it("gets a clip of megabytes within the answer, whose end is seen as it passes, and by the worker", async () => {
    const big = Buffer.alloc(9_000_000, 6).toString("base64");
    const inline = { bytesBase64Encoded: big, mimeType: "video/mp4" };
    const response = await generate([inline]);
    expect(response?.generatedVideos?.[0]?.video?.videoBytes === big).toBe(true);
    expect(await booked()).toMatchObject({ state: "succeeded", cost: "0.960000000" });
    const upstream = stack.running.directory.upstreamById(
      stack.upstreamIds.get("google_vertex") ?? "",
    );
    if (upstream === null) throw new Error("no upstream");
    const name = `${parent}/operations/${id}`;
    stack.upstream.answer = (_request, response) =>
      sendJson(response, 200, { name, done: true, response: { videos: [inline] } });
    const client = createUpstreamClient();
    const seen = await pollJob(client, upstream, vertexAdapter, {
      job: { providerJobId: name, model: VERTEX_MODEL, operation: "create", dimensions: {} },
      source: "worker",
      now: Date.now,
    });
    await client.close();
    expect(seen).toMatchObject({
      kind: "seen",
      observation: { status: "succeeded", clipsMade: 1 },
    });
  });

  it("can't use the credential for another project, in a path or in a body", async () => {
    await expect(client("other-films").models.generateVideos(asked)).rejects.toMatchObject({
      status: 404,
    });
    await generate([{ gcsUri: "gs://acme-clips/1.mp4" }]);
    stack.upstream.seen.length = 0;
    const elsewhere = (name: string) =>
      stack.call("google_vertex", `/v1/${parent}:fetchPredictOperation`, {
        method: "POST",
        body: JSON.stringify({ operationName: name }),
      });
    const foreign = parent.replace("acme-films", "other-films");
    expect((await elsewhere(`${foreign}/operations/${id}`)).status).toBe(400);
    expect((await elsewhere(`${parent}/operations/${id}x`)).status).toBe(404);
    expect(stack.upstream.seen).toEqual([]);
  });
});

describe("the AI SDK's Google provider through the proxy", () => {
  const model = () =>
    createGoogleGenerativeAI({
      apiKey: stack.key,
      baseURL: `${stack.url}/proxy/google_gemini/v1beta`,
    }).video(MODEL);
  const options = () => ({
    n: 1,
    prompt: "Rain on a tin roof",
    image: undefined,
    aspectRatio: "16:9" as const,
    resolution: "1920x1080" as const,
    duration: 8,
    fps: undefined,
    seed: undefined,
    frameImages: undefined,
    inputReferences: undefined,
    generateAudio: undefined,
    providerOptions: { google: { pollIntervalMs: 10, pollTimeoutMs: 10_000 } },
  });

  it("makes a clip and fetches it here with its own key in the query, which goes no further", async () => {
    finished(madeAt(stack.upstream.url, `${id}a`));
    const { videos } = await model().doGenerate(options());
    const [video] = videos;
    const url = video?.type === "url" ? video.url : "";
    expect(url).toBe(
      `${stack.url}/proxy/google_gemini/v1beta/files/${id}a:download?alt=media&key=${stack.key}`,
    );
    const answer = await fetch(url);
    expect(CLIP.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
    const asked = stack.upstream.seen.at(-1);
    expect(asked?.url).toBe(`/v1beta/files/${id}a:download?alt=media`);
    expect(asked?.headers["x-goog-api-key"]).toBe(CREDENTIAL);
    await expect.poll(async () => (await booked())["first_downloaded_at"]).not.toBeNull();
    expect(await booked()).toMatchObject({ state: "succeeded", cost: "0.960000000" });
  });

  it("hears that everything was kept back", async () => {
    finished({ raiMediaFilteredCount: 1 });
    await expect(model().doGenerate(options())).rejects.toThrow("No videos in response");
    expect(await booked()).toMatchObject({ state: "blocked", cost: "0.000000000" });
  });
});
