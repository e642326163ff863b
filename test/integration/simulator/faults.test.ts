import { request as httpRequest } from "node:http";
import OpenAI, { toFile } from "openai";
import { describe, expect, it, vi } from "vitest";
import {
  acceptedKey,
  generationMs,
  queueMs,
  scripted,
  someBytes,
  startSimulator,
} from "./running.ts";

const body = { prompt: "a boat" };
const finishedMs = queueMs + generationMs;

describe("faults of the answer", () => {
  it.each([429, 500, 502, 503])("status=%i is answered and no job is made", async (status) => {
    const { client, simulator } = await startSimulator();
    const create = client.videos.create(body, scripted(`status=${status}`));
    await expect(create).rejects.toMatchObject({ status });
    expect(simulator.ledger()).toEqual([]);
  });

  it("a scripted 429 says when to come back", async () => {
    const { call } = await startSimulator();
    const answer = await call("/v1/videos", scripted("status=429,retry_after=7"));
    expect(answer.headers.get("retry-after")).toBe("7");
    expect(answer.headers.get("x-ratelimit-limit-requests")).not.toBeNull();
    expect(await answer.json()).toMatchObject({ error: { code: "rate_limit_exceeded" } });
  });

  it("a gateway's page instead of JSON, and an empty body", async () => {
    const { call } = await startSimulator();
    const page = await call("/v1/videos", scripted("status=502,body=text"));
    expect(page.headers.get("content-type")).toBe("text/html");
    const empty = await call("/v1/videos", scripted("status=500,body=empty"));
    expect(await empty.text()).toBe("");
  });

  it("an error after the job was accepted leaves the job behind", async () => {
    const { client, simulator } = await startSimulator();
    const create = client.videos.create(body, scripted("status=502,accept=yes"));
    await expect(create).rejects.toMatchObject({ status: 502 });
    expect(simulator.ledger()).toHaveLength(1);
  });

  it("malformed, empty and huge answers", async () => {
    const { call } = await startSimulator();
    const malformed = await call("/v1/models", scripted("answer=malformed"));
    await expect(malformed.json()).rejects.toThrow(SyntaxError);
    expect(await (await call("/v1/models", scripted("answer=empty"))).text()).toBe("");
    const huge = await call("/v1/models", scripted("answer=huge,answer_bytes=3000000"));
    const text = await huge.text();
    expect(text.length).toBeGreaterThan(3_000_000);
    expect(JSON.parse(text)).toMatchObject({ object: "list" });
  });

  it("an answer that differs from the request stays so, and the ledger knows both", async () => {
    const { client, simulator } = await startSimulator();
    const control = "answer_seconds=12,answer_model=sora-9,answer_size=1x1";
    const { id } = await client.videos.create({ ...body, seconds: "4" }, scripted(control));
    const answered = { seconds: "12", model: "sora-9", size: "1x1" };
    expect(await client.videos.retrieve(id)).toMatchObject(answered);
    expect(simulator.ledger()[0]).toMatchObject({
      seconds: 4,
      model: "sora-2",
      answered: { seconds: 12, model: "sora-9", size: "1x1" },
    });
    const once = await client.videos.retrieve(id, scripted("answer_seconds=99"));
    expect(once.seconds).toBe("99");
    expect(await client.videos.retrieve(id)).toMatchObject(answered);
  });

  it("a directive that is not known is refused, so that no test lies", async () => {
    const { client } = await startSimulator();
    const create = client.videos.create(body, scripted("statsu=500"));
    await expect(create).rejects.toMatchObject({ status: 400, code: "invalid_simulator_control" });
  });
});

describe("faults of the line", () => {
  it("latency delays the answer", async () => {
    const { client } = await startSimulator();
    const startedMs = performance.now();
    await client.videos.list({}, scripted("latency=120"));
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(118);
  });

  it("cut=before leaves no job, cut=accepted leaves one", async () => {
    const { client, simulator } = await startSimulator();
    const before = client.videos.create(body, scripted("cut=before"));
    await expect(before).rejects.toBeInstanceOf(OpenAI.APIConnectionError);
    expect(simulator.ledger()).toHaveLength(0);
    const accepted = client.videos.create(body, scripted("cut=accepted"));
    await expect(accepted).rejects.toBeInstanceOf(OpenAI.APIConnectionError);
    expect(simulator.ledger()).toHaveLength(1);
  });

  it("cut=upload ends the connection before the upload was read", async () => {
    const { client, simulator } = await startSimulator();
    const input_reference = await toFile(someBytes(2_000_000), "big.png");
    const create = client.videos.create({ ...body, input_reference }, scripted("cut=upload"));
    await expect(create).rejects.toBeInstanceOf(OpenAI.APIConnectionError);
    expect(simulator.ledger()).toEqual([]);
  });

  it("cut=body ends a download midway, and it is booked as aborted", async () => {
    const { client, call, advanceMs, simulator } = await startSimulator();
    const { id } = await client.videos.create(body, scripted("content_bytes=1000000"));
    advanceMs(finishedMs);
    const response = await call(`/v1/videos/${id}/content`, scripted("cut=body,at=300000"));
    expect(response.headers.get("content-length")).toBe("1000000");
    await expect(response.arrayBuffer()).rejects.toThrow();
    await vi.waitFor(() =>
      expect(simulator.ledger()[0]).toMatchObject({ downloads: 0, abortedDownloads: 1 }),
    );
  });

  it.each(["hang=headers", "hang=body"])("%s lasts until the client gives up", async (control) => {
    const { call } = await startSimulator();
    const patience = AbortSignal.timeout(150);
    const asked = call("/v1/models", { ...scripted(control), signal: patience }).then((response) =>
      response.text(),
    );
    await expect(asked).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("closing the simulator ends what hangs", async () => {
    const { call, simulator } = await startSimulator();
    const hanging = call("/v1/models", scripted("hang=headers"));
    await vi.waitFor(() => expect(simulator.control.requests()).toHaveLength(1));
    await simulator.close();
    await expect(hanging).rejects.toThrow();
  });

  it("books a download that the client left, and an upload it cancelled", async () => {
    const { client, call, url, advanceMs, simulator } = await startSimulator();
    const { id } = await client.videos.create(body, scripted("content_bytes=200000000"));
    advanceMs(finishedMs);
    const download = await call(`/v1/videos/${id}/content`);
    await download.body?.cancel();
    const upload = httpRequest(`${url}/v1/videos`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${acceptedKey}`,
        "content-type": "multipart/form-data; boundary=b",
        "content-length": 1_000_000,
      },
    });
    upload.on("error", () => upload.destroy());
    upload.write("--b\r\n");
    await vi.waitFor(() => expect(simulator.control.requests()).toHaveLength(3));
    upload.destroy();
    await vi.waitFor(() =>
      expect(simulator.control.counters()).toMatchObject({
        abortedDownloads: 1,
        cancelledUploads: 1,
      }),
    );
    expect(simulator.ledger()[0]?.bytesServed).toBeLessThan(200_000_000);
  });
});

describe("fates of jobs", () => {
  it("failed with its code, and blocked by moderation: GPU time is spent in both", async () => {
    const { client, advanceMs, simulator } = await startSimulator();
    const failed = await client.videos.create(body, scripted("job=failed,error=out_of_memory"));
    const blocked = await client.videos.create(body, scripted("job=blocked"));
    advanceMs(finishedMs);
    expect(await client.videos.retrieve(failed.id)).toMatchObject({
      status: "failed",
      error: { code: "out_of_memory" },
    });
    expect(await client.videos.retrieve(blocked.id)).toMatchObject({
      status: "failed",
      error: { code: "moderation_blocked" },
    });
    expect(simulator.ledger().map((entry) => entry.gpuMs)).toEqual([generationMs, generationMs]);
  });

  it("lost: accepted, then unknown and absent from the list; the ledger remembers", async () => {
    const { client, simulator } = await startSimulator();
    const lost = await client.videos.create(body, scripted("job=lost"));
    await expect(client.videos.retrieve(lost.id)).rejects.toMatchObject({ status: 404 });
    expect((await client.videos.list()).data).toEqual([]);
    expect(simulator.ledger()).toMatchObject([{ id: lost.id, lost: true }]);
    const later = await client.videos.create(body);
    await expect(client.videos.retrieve(later.id, scripted("job=lost"))).rejects.toMatchObject({
      status: 404,
    });
    await expect(client.videos.retrieve(later.id)).rejects.toMatchObject({ status: 404 });
  });

  it("stuck: in progress for ever", async () => {
    const { client, advanceMs } = await startSimulator();
    const { id } = await client.videos.create(body, scripted("job=stuck"));
    advanceMs(365 * 86_400_000);
    expect(await client.videos.retrieve(id)).toMatchObject({ status: "in_progress", progress: 99 });
  });

  it("rates decide by the seed: the same seed, the same fates and ids", async () => {
    const run = async (): Promise<unknown> => {
      const rates = { seed: 11, failureRate: 0.3, blockRate: 0.2 };
      const { client, advanceMs, simulator } = await startSimulator(rates);
      for (let made = 0; made < 40; made += 1) await client.videos.create(body);
      advanceMs(finishedMs);
      return simulator.ledger().map(({ id, errorCode }) => ({ id, errorCode }));
    };
    const first = await run();
    expect(await run()).toEqual(first);
    const codes = JSON.stringify(first);
    expect(codes).toContain("moderation_blocked");
    expect(codes).toContain("generation_failed");
  });
});

describe("standing faults", () => {
  it("hit the named route, as often as ordered, and then no more", async () => {
    const { client, call } = await startSimulator();
    const order = { control: "status=503", route: "create", count: 2 };
    const post = (path: string, value: unknown): Promise<Response> =>
      call(path, { method: "POST", body: JSON.stringify(value) });
    expect((await post("/__simulator/faults", order)).status).toBe(201);
    await client.videos.list();
    await expect(client.videos.create(body)).rejects.toMatchObject({ status: 503 });
    await expect(client.videos.create(body)).rejects.toMatchObject({ status: 503 });
    const { id } = await client.videos.create(body);
    const listed: unknown = await (await call("/__simulator/faults")).json();
    expect(listed).toMatchObject({ faults: [{ ...order, hits: 2 }] });
    await call("/__simulator/faults", { method: "DELETE" });
    expect(await (await call("/__simulator/faults")).json()).toEqual({ faults: [] });
    expect((await post(`/__simulator/jobs/${id}`, { outcome: "completed" })).status).toBe(200);
    expect((await client.videos.retrieve(id)).status).toBe("completed");
    expect((await post("/__simulator/faults", { control: "statsu=1" })).status).toBe(400);
    expect((await post("/__simulator/faults", { route: "create" })).status).toBe(400);
  });

  it("give way to the request's own directives", async () => {
    const { call, simulator } = await startSimulator();
    simulator.control.addFault({ control: "status=500" });
    expect((await call("/v1/models")).status).toBe(500);
    expect((await call("/v1/models", scripted("status=502"))).status).toBe(502);
  });
});
