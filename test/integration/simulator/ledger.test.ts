import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readCommandLine } from "../../../simulator/command-line.ts";
import { acceptedKey, generationMs, queueMs, scripted, startSimulator } from "./running.ts";

const body = { prompt: "a boat" };

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "state.jsonl");
}

describe("the ledger", () => {
  it("holds every accepted job with its key's ending, its times and its GPU time", async () => {
    const { client, advanceMs, call } = await startSimulator({ gpusPerJob: 8 });
    const { id } = await client.videos.create(body);
    const ledger = async (): Promise<unknown> => (await call("/__simulator/ledger")).json();
    expect(await ledger()).toMatchObject({ jobs: [{ id, status: "queued", gpuMs: null }] });
    advanceMs(queueMs + generationMs);
    expect(await ledger()).toMatchObject({
      jobs: [
        { id, status: "completed", gpuMs: 8 * generationMs, keyEnding: acceptedKey.slice(-4) },
      ],
      counters: { requestsByRoute: { create: 1 } },
    });
  });

  it("reports the inference time it books, by the second of video when so set", async () => {
    const options = { reportInferenceTime: true, gpuSecondsPerVideoSecond: 30, gpusPerJob: 2 };
    const { client, call, advanceMs, simulator } = await startSimulator(options);
    const { id } = await client.videos.create({ ...body, seconds: "8", size: "1280x720" });
    advanceMs(queueMs + generationMs);
    const view: unknown = await (await call(`/v1/videos/${id}`)).json();
    expect(view).toMatchObject({ inference_time_s: 120 });
    expect(simulator.ledger()[0]?.gpuMs).toBe(240_000);
  });

  it("is empty after a reset", async () => {
    const { client, call, simulator } = await startSimulator();
    await client.videos.create(body);
    await call("/__simulator/reset", { method: "POST" });
    expect(simulator.ledger()).toEqual([]);
    expect(simulator.control.counters().requestsByRoute).toEqual({});
    expect((await client.videos.list()).data).toEqual([]);
  });

  it("survives a restart, half a written line included", async () => {
    const stateFile = temporaryFile();
    const first = await startSimulator({ stateFile });
    const kept = await first.client.videos.create(body, scripted("job=failed,error=oom"));
    const deleted = await first.client.videos.create(body);
    first.advanceMs(queueMs + generationMs);
    await first.client.videos.downloadContent(deleted.id).then((each) => each.arrayBuffer());
    await first.client.videos.delete(deleted.id);
    const books = first.simulator.ledger();
    await first.simulator.close();
    appendFileSync(stateFile, '{"job":{"seq');

    const second = await startSimulator({ stateFile });
    second.advanceMs(queueMs + generationMs);
    expect(second.simulator.ledger()).toEqual(books);
    expect(await second.client.videos.retrieve(kept.id)).toMatchObject({ error: { code: "oom" } });
    // The same seed draws the same digits again; ids stay unique all the same.
    await second.client.videos.create(body);
    expect(new Set(second.simulator.ledger().map((entry) => entry.id)).size).toBe(3);
  });
});

describe("the command line", () => {
  it("reads every flag", () => {
    const command = readCommandLine(
      ["--port", "0", "--generation-ms", "1000-3000", "--failure-rate", "0.05", "--api-key", "k"],
      {},
    );
    expect(command).toEqual({
      kind: "run",
      where: { port: 0, host: "127.0.0.1" },
      options: {
        apiKeys: ["k"],
        generationMs: { minMs: 1000, maxMs: 3000 },
        failureRate: 0.05,
      },
    });
  });

  it("names every bad flag in one go", () => {
    const args = ["--port", "x", "--generation-ms", "3-1", "--webhook-url", "nowhere"];
    const command = readCommandLine(args, {});
    expect(command.kind === "fault" && command.message.split("\n")).toHaveLength(4);
    expect(readCommandLine(["--bogus"], {})).toMatchObject({ kind: "fault" });
  });
});
