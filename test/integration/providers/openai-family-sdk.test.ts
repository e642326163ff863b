import { randomUUID } from "node:crypto";
import OpenAI, { AzureOpenAI } from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CREDENTIAL } from "../../support/books.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { openProviderStack, type ProviderStack } from "../../support/provider-stack.ts";
import { sendJson, videoObject } from "../../support/scripted-upstream.ts";

const CLIP = Buffer.alloc(4_000, 3);

let server: PostgresServer;
let stack: ProviderStack;
let id: string;
beforeAll(async () => {
  server = await withPostgres("server");
  stack = await openProviderStack(server);
});
beforeEach(() => {
  id = `video_${randomUUID()}`;
  stack.upstream.seen.length = 0;
});
afterAll(async () => {
  await stack.close();
  await server.close();
});

/** The upstream answers questions in this order, the last one for ever, and hands the clip out. */
function answers(...bodies: object[]): void {
  const left = [...bodies];
  stack.upstream.answer = ({ url }, response) => {
    if (url.includes("/content")) {
      response.writeHead(200, { "content-type": "video/mp4" }).end(CLIP);
      return;
    }
    sendJson(response, 200, left.length > 1 ? left.shift() : left[0]);
  };
}

async function booked(jobId = id): Promise<Record<string, unknown>> {
  await stack.drain();
  const [row] = await stack.pg.sql`select * from jobs where provider_job_id = ${jobId}`;
  return { ...row };
}

const openai = (provider: string) =>
  new OpenAI({ apiKey: stack.key, baseURL: `${stack.url}/proxy/${provider}/v1`, maxRetries: 0 });
const azure = () =>
  new AzureOpenAI({
    apiKey: stack.key,
    apiVersion: "preview",
    baseURL: `${stack.url}/proxy/azure_openai/openai/v1`,
    maxRetries: 0,
  });

describe("the official openai before vLLM-Omni", () => {
  const video = (change: object) => videoObject({ id, model: "wan-2.2", seconds: "5", ...change });

  it("makes a clip from a form, polls it to its end and fetches it: its GPU time is what the server names", async () => {
    answers(
      video({}),
      video({ status: "in_progress" }),
      video({ status: "completed", inference_time_s: 138.2105, completed_at: 1_790_000_140 }),
    );
    const client = openai("vllm_omni");
    const form = { model: "wan-2.2", prompt: "Rain", num_frames: 80, fps: 16, size: "1280x720" };
    const made = await client.videos.create(form as OpenAI.VideoCreateParams);
    expect(stack.upstream.seen[0]?.headers["content-type"]).toContain("multipart/form-data");
    while ((await client.videos.retrieve(made.id)).status !== "completed");
    const clip = await client.videos.downloadContent(made.id);
    expect(Buffer.from(await clip.arrayBuffer()).equals(CLIP)).toBe(true);
    expect(await booked()).toMatchObject({
      state: "succeeded",
      gpu_ms: "138211",
      gpu_basis: "reported",
      cost_basis: "gpu_time",
      // 138.2105 s × 0.0007: all digits that the server gave.
      cost: "0.096747350",
      requested_seconds: "5.000",
      video_seconds: "5.000",
    });
  });

  it("fails, and costs nothing", async () => {
    answers(
      video({}),
      video({ status: "failed", error: { code: "InternalServerError", message: "No memory." } }),
    );
    const client = openai("vllm_omni");
    const made = await client.videos.create({ model: "wan-2.2", prompt: "R" });
    expect((await client.videos.retrieve(made.id)).status).toBe("failed");
    expect(await booked()).toMatchObject({
      state: "failed",
      failure_code: "InternalServerError",
      cost: "0.000000000",
    });
  });

  it("stops a job that runs by deleting it", async () => {
    answers(video({}), { id, object: "video.deleted", deleted: true });
    const client = openai("vllm_omni");
    const made = await client.videos.create({ model: "wan-2.2", prompt: "R" });
    await client.videos.delete(made.id);
    expect(await booked()).toMatchObject({ state: "cancelled", cost: "0.000000000" });
  });
});

describe("the official openai before SGLang", () => {
  const video = (change: object) => videoObject({ id, seconds: "4", ...change });

  it("finds the end of its job in the list, and does not believe the model that the server echoes", async () => {
    const done = video({ status: "completed", inference_time_s: 57.9 });
    const client = openai("sglang");
    answers(video({}), { object: "list", data: [done], has_more: false }, done);
    await client.videos.create({ prompt: "Rain", seconds: "4" });
    const page = await client.videos.list();
    expect(page.data.map(({ status }) => status)).toEqual(["completed"]);
    expect(await booked()).toMatchObject({
      state: "succeeded",
      model: "(none)",
      cost: "0.200000000",
      cost_basis: "rate_card",
      gpu_ms: "57900",
      gpu_basis: "reported",
    });
  });

  it("keeps a running job whose clip was asked for too early, and one that was deleted", async () => {
    answers(video({}));
    const client = openai("sglang");
    await client.videos.create({ prompt: "Rain", seconds: "4" });
    stack.upstream.answer = (_request, response) =>
      sendJson(response, 404, { detail: "Generation is still in-progress" });
    await expect(client.videos.downloadContent(id)).rejects.toThrow(OpenAI.NotFoundError);
    await expect(client.videos.retrieve(id)).rejects.toThrow(OpenAI.NotFoundError);
    expect(await booked()).toMatchObject({ state: "submitted", cost_basis: "estimate" });
    answers(video({ status: "deleted" }));
    await client.videos.delete(id);
    expect(await booked()).toMatchObject({ state: "submitted", cost_basis: "estimate" });
  });
});

describe("the official AzureOpenAI", () => {
  it("makes a clip of Sora 2 with the key where Azure has it", async () => {
    answers(
      videoObject({ id, seconds: "8", size: "1280x720" }),
      videoObject({ id, seconds: "8", size: "1280x720", status: "completed" }),
    );
    const client = azure();
    await client.videos.create({ model: "sora-2", prompt: "Rain", seconds: "8", size: "1280x720" });
    await client.videos.retrieve(id);
    const clip = await client.videos.downloadContent(id);
    expect((await clip.arrayBuffer()).byteLength).toBe(CLIP.length);
    for (const request of stack.upstream.seen) {
      expect(request.headers["api-key"]).toBe(CREDENTIAL);
      expect(request.headers.authorization).toBeUndefined();
      expect(request.url).toMatch(/^\/openai\/v1\/videos.*\?api-version=preview$/);
    }
    expect(await booked()).toMatchObject({
      state: "succeeded",
      cost: "0.800000000",
      cost_basis: "rate_card",
      video_seconds: "8.000",
    });
  });

  it("makes two variants with Sora 1, and fetches one by its own id alone", async () => {
    const task = `task_${id}`;
    const job = (change: object) => ({
      object: "video.generation.job",
      id: task,
      n_seconds: 5,
      n_variants: 2,
      generations: [],
      ...change,
    });
    const clips = ["a", "b"].map((name) => ({ id: `gen_${name}_${id}`, n_seconds: 5 }));
    answers(job({ status: "queued" }), job({ status: "succeeded", generations: clips }));
    const client = azure();
    const body = { model: "my-sora", prompt: "Rain", width: 1280, height: 720, n_seconds: 5 };
    await client.post("/video/generations/jobs", { body: { ...body, n_variants: 2 } });
    await client.get(`/video/generations/jobs/${task}`);
    const clip = await client.get<Response>(`/video/generations/gen_b_${id}/content/video`, {
      __binaryResponse: true,
    });
    expect((await clip.arrayBuffer()).byteLength).toBe(CLIP.length);
    const other = client.get("/video/generations/gen_of_somebody_else/content/video");
    await expect(other).rejects.toThrow(OpenAI.NotFoundError);
    await expect.poll(async () => (await booked(task))["first_downloaded_at"]).not.toBeNull();
    expect(await booked(task)).toMatchObject({
      state: "succeeded",
      cost: "2.500000000",
      video_seconds: "10.000",
    });
  });
});
