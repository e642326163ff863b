import OpenAI, { toFile } from "openai";
import { describe, expect, it } from "vitest";
import {
  acceptedKey,
  generationMs,
  queueMs,
  scripted,
  someBytes,
  startSimulator,
} from "./running.ts";

const prompt = "A paper boat drifts down a rain gutter";

describe("the official SDK against the simulator", () => {
  it("creates with the documented defaults, and sees the job pass through its states", async () => {
    const { client, advanceMs } = await startSimulator();
    const created = await client.videos.create({ prompt });
    expect(created).toMatchObject({
      object: "video",
      model: "sora-2",
      seconds: "4",
      size: "720x1280",
      status: "queued",
      progress: 0,
      prompt,
      completed_at: null,
      expires_at: null,
      error: null,
      remixed_from_video_id: null,
    });
    advanceMs(queueMs + generationMs / 2);
    const halfway = await client.videos.retrieve(created.id);
    expect(halfway).toMatchObject({ status: "in_progress", progress: 50 });
    advanceMs(generationMs / 2);
    const finished = await client.videos.retrieve(created.id);
    expect(finished).toMatchObject({
      status: "completed",
      progress: 100,
      completed_at: created.created_at + 10,
      expires_at: created.created_at + 10 + 3600,
    });
  });

  it("counts an uploaded reference and keeps none of it", async () => {
    const { client, simulator } = await startSimulator();
    const input_reference = await toFile(someBytes(300_000), "still.png", { type: "image/png" });
    const created = await client.videos.create({
      prompt,
      model: "sora-2-pro",
      seconds: "12",
      size: "1792x1024",
      input_reference,
    });
    expect(simulator.ledger()).toMatchObject([
      { id: created.id, model: "sora-2-pro", seconds: 12, size: "1792x1024", fileBytes: 300_000 },
    ]);
    expect(simulator.control.requests(1)[0]).toMatchObject({
      route: "create",
      fields: ["prompt", "model", "seconds", "size"],
      files: { input_reference: 300_000 },
    });
  });

  it("makes a remix that names its source and inherits its form", async () => {
    const { client, advanceMs, simulator } = await startSimulator();
    const source = await client.videos.create({ prompt, seconds: "8", size: "1280x720" });
    await expect(client.videos.remix(source.id, { prompt: "at night" })).rejects.toMatchObject({
      status: 400,
      code: "invalid_state",
    });
    advanceMs(queueMs + generationMs);
    const remix = await client.videos.remix(source.id, { prompt: "at night" });
    expect(remix).toMatchObject({
      remixed_from_video_id: source.id,
      seconds: "8",
      size: "1280x720",
      prompt: "at night",
    });
    expect(simulator.ledger()[1]).toMatchObject({ kind: "remix", sourceId: source.id });
  });

  it("edits a finished video by its id and an uploaded one", async () => {
    const { client, advanceMs } = await startSimulator();
    const source = await client.videos.create({ prompt, seconds: "8" });
    advanceMs(queueMs + generationMs);
    const byId = await client.videos.edit({ prompt: "in snow", video: { id: source.id } });
    expect(byId).toMatchObject({ seconds: "8", remixed_from_video_id: null });
    const video = await toFile(someBytes(5_000), "own.mp4", { type: "video/mp4" });
    const byUpload = await client.videos.edit({ prompt: "in snow", video });
    expect(byUpload.seconds).toBe("4");
  });

  it("answers an extension with the stitched length, and books the new segment alone", async () => {
    const { client, advanceMs, simulator } = await startSimulator();
    const source = await client.videos.create({ prompt, seconds: "8" });
    advanceMs(queueMs + generationMs);
    const extension = await client.videos.extend({
      prompt: "and on",
      seconds: "12",
      video: { id: source.id },
    });
    expect(extension.seconds).toBe("20");
    expect(simulator.ledger()[1]).toMatchObject({ kind: "extend", seconds: 12 });
  });

  it("makes characters and shows them", async () => {
    const { client } = await startSimulator();
    const video = await toFile(someBytes(2_000), "me.mp4", { type: "video/mp4" });
    const made = await client.videos.createCharacter({ name: "Ada", video });
    expect(made.name).toBe("Ada");
    expect(await client.videos.getCharacter(made.id ?? "")).toEqual(made);
    await expect(client.videos.getCharacter("char_none")).rejects.toMatchObject({ status: 404 });
  });

  it("lists every job once over all pages, in either order", async () => {
    const { client } = await startSimulator();
    const ids: string[] = [];
    for (let made = 0; made < 7; made += 1) {
      ids.push((await client.videos.create({ prompt: `clip ${made}` })).id);
    }
    const ascending: string[] = [];
    for await (const video of client.videos.list({ limit: 3, order: "asc" })) {
      ascending.push(video.id);
    }
    const descending: string[] = [];
    for await (const video of client.videos.list({ limit: 2 })) descending.push(video.id);
    expect(ascending).toEqual(ids);
    expect(descending).toEqual(ids.toReversed());
  });

  it("deletes finished videos only, and forgets them afterwards", async () => {
    const { client, advanceMs, simulator } = await startSimulator();
    const { id } = await client.videos.create({ prompt });
    await expect(client.videos.delete(id)).rejects.toMatchObject({ status: 400 });
    advanceMs(queueMs + generationMs);
    expect(await client.videos.delete(id)).toEqual({ id, object: "video.deleted", deleted: true });
    await expect(client.videos.retrieve(id)).rejects.toMatchObject({ status: 404 });
    expect((await client.videos.list()).data).toEqual([]);
    expect(simulator.ledger()[0]?.deletedAtMs).not.toBeNull();
  });

  it("lists its models", async () => {
    const { client } = await startSimulator();
    const { data } = await client.models.list();
    expect(data.map((model) => model.id)).toContain("sora-2");
    expect((await client.models.retrieve("sim-anything")).id).toBe("sim-anything");
  });

  it("takes JSON bodies as well as forms", async () => {
    const { call, simulator } = await startSimulator();
    const answer = await call("/v1/videos", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        prompt,
        model: "sim-fast",
        seconds: "16",
        metadata: { user_id: "u" },
      }),
    });
    expect(await answer.json()).toMatchObject({ model: "sim-fast", seconds: "16" });
    expect(simulator.control.requests(1)[0]?.fields).toContain("metadata[user_id]");
  });
});

describe("refusals wear OpenAI's shape, so that the SDK raises its typed errors", () => {
  it.each([
    ["seconds", { seconds: "5" }, "invalid_value"],
    ["size", { size: "640x480" }, "invalid_value"],
    ["size", { size: "1920x1080" }, "invalid_value"],
    ["model", { model: "sora-1" }, "model_not_found"],
    ["prompt", { prompt: "" }, "missing_required_parameter"],
  ] as const)("400 for a bad %s", async (param, fields, code) => {
    const { client, simulator } = await startSimulator();
    // The SDK's types rightly forbid these values.
    const body = { prompt, ...fields } as OpenAI.VideoCreateParams;
    const fault: unknown = await client.videos.create(body).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(OpenAI.BadRequestError);
    expect(fault).toMatchObject({ status: 400, param, code, type: "invalid_request_error" });
    expect(simulator.ledger()).toEqual([]);
  });

  it("401 for a wrong key, which is not shown in full", async () => {
    const { url } = await startSimulator();
    const stranger = new OpenAI({
      apiKey: "sk-somebody-else",
      baseURL: `${url}/v1`,
      maxRetries: 0,
    });
    const fault: unknown = await stranger.videos.list().catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(String(fault)).not.toContain("sk-somebody");
  });

  it("404 for an unknown video, 413 for a body over the limit, 400 for broken bodies", async () => {
    const { client, call } = await startSimulator({ maxBodyBytes: 100_000 });
    const unknown: unknown = await client.videos.retrieve("video_x").catch((e: unknown) => e);
    expect(unknown).toBeInstanceOf(OpenAI.NotFoundError);
    const input_reference = await toFile(someBytes(400_000), "big.png");
    await expect(client.videos.create({ prompt, input_reference })).rejects.toMatchObject({
      status: 413,
      code: "request_too_large",
    });
    const json = { "content-type": "application/json" };
    const broken = await call("/v1/videos", { method: "POST", headers: json, body: '{"prompt":' });
    expect(broken.status).toBe(400);
    const form = { "content-type": "multipart/form-data; boundary=b" };
    const cut = await call("/v1/videos", { method: "POST", headers: form, body: "--b\r\n" });
    expect(cut.status).toBe(400);
  });

  it("429 with the waiting time when the creates of a minute are used up", async () => {
    const { client, advanceMs, simulator } = await startSimulator({ createsPerMinute: 2 });
    await client.videos.create({ prompt });
    await client.videos.create({ prompt });
    const fault: unknown = await client.videos.create({ prompt }).catch((e: unknown) => e);
    if (!(fault instanceof OpenAI.RateLimitError)) throw new Error("expected a RateLimitError");
    expect(fault.headers.get("retry-after")).toBe("60");
    expect(fault.headers.get("x-ratelimit-remaining-requests")).toBe("0");
    expect(simulator.ledger()).toHaveLength(2);
    advanceMs(60_000);
    await client.videos.create({ prompt });
  });
});

describe("what reached the simulator can be asserted exactly", () => {
  it("shows the headers and the digest of each request, and answers a route nobody should reach", async () => {
    const { call, simulator } = await startSimulator();
    const costs = await call("/v1/organization/costs", { headers: { "x-own": "1" } });
    expect(costs.status).toBe(200);
    const [request] = simulator.control.requests(1);
    expect(request).toMatchObject({ route: "costs", method: "GET", status: 200 });
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${acceptedKey}`,
      "x-own": "1",
    });
  });

  it("answers without a socket too", async () => {
    const { simulator } = await startSimulator();
    const request = new Request("http://simulator/v1/videos", {
      method: "POST",
      headers: { authorization: `Bearer ${acceptedKey}`, "content-type": "application/json" },
      body: JSON.stringify({ prompt }),
    });
    expect((await simulator.fetch(request)).status).toBe(200);
    const cut = new Request("http://simulator/v1/models", scripted("cut=before"));
    await expect(simulator.fetch(cut)).rejects.toThrow("cut the connection");
  });
});
