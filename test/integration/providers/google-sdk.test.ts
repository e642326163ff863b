import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { ApiError, GoogleGenAI } from "@google/genai";
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CREDENTIAL } from "../../support/books.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
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
