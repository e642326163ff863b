import RunwayML, { BadRequestError, NotFoundError, RateLimitError } from "@runwayml/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  sendJson,
  startScriptedUpstream,
  type ScriptedUpstream,
} from "../../support/scripted-upstream.ts";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";

const ID = "0c9f7a52-1111-4222-8333-944455556666";

describe("the official @runwayml/sdk through the proxy", () => {
  let upstream: ScriptedUpstream;
  let proxy: StartedProxy;
  let client: RunwayML;
  beforeAll(async () => {
    upstream = await startScriptedUpstream();
    upstream.answer = ({ method, url }, response) => {
      if (method === "POST" && url === "/v1/text_to_video") {
        sendJson(response, 200, { id: ID, estimatedCost: { credits: 60 } });
      } else if (method === "DELETE") response.writeHead(204).end();
      else {
        sendJson(response, 200, {
          id: ID,
          createdAt: "2026-11-22T10:00:00.000Z",
          status: "SUCCEEDED",
          output: ["https://clips.example/1.mp4"],
          cost: { credits: 60 },
        });
      }
    };
    proxy = await startProxy({ upstreamUrl: upstream.url, provider: "runway" });
    proxy.directory.addPrice({ usd: "0.12", provider: "runway", model: "gen4.5" });
    client = new RunwayML({
      apiKey: proxy.key,
      baseURL: `${proxy.url}/proxy/runway`,
      maxRetries: 0,
    });
  });
  afterAll(async () => {
    await proxy.close();
    await upstream.close();
  });

  const clip = {
    model: "gen4.5",
    promptText: `A paper boat: ${"drifting on ".repeat(50)}`,
    ratio: "1280:720",
    duration: 5,
  } as const;

  it("makes a clip and waits for it, with the price announced and the credits seen", async () => {
    const { data: created, response } = await client.textToVideo.create(clip).withResponse();
    expect(created.id).toBe(ID);
    expect(response.headers.get("reelmeter-cost-estimate")).toBe("0.600000000 USD");
    expect(upstream.seen.at(-1)?.headers).toMatchObject({
      authorization: "Bearer sk-upstream-credential",
      "x-runway-version": "2024-11-06",
    });
    const task = await client.tasks.retrieve(ID);
    expect(task).toMatchObject({ status: "SUCCEEDED", output: ["https://clips.example/1.mp4"] });
    expect(proxy.jobBook.of("observe").at(-1)?.observation).toMatchObject({
      status: "succeeded",
      billedUnits: { unit: "credit", units: 60_000_000_000n },
    });
  });

  it("deletes a task, which is no news of what the task was charged", async () => {
    const before = proxy.jobBook.of("observe").length;
    await client.tasks.delete(ID);
    expect(upstream.seen.at(-1)).toMatchObject({ method: "DELETE", url: `/v1/tasks/${ID}` });
    expect(proxy.jobBook.of("observe")).toHaveLength(before);
  });

  it("raises its own errors for what is refused here and there", async () => {
    await expect(client.tasks.retrieve("no-such-task")).rejects.toThrow(NotFoundError);
    const forbidden = client.textToVideo.create({
      ...clip,
      promptText: "x",
      ratio: "\u0000" as never,
    });
    await expect(forbidden).rejects.toThrow(BadRequestError);
    upstream.answer = (_request, response) =>
      sendJson(response, 429, { error: "Too many tasks", docUrl: "https://docs.example" });
    await expect(client.textToVideo.create(clip)).rejects.toThrow(RateLimitError);
    expect(proxy.jobBook.of("refusedUpstream").at(-1)?.failure).toMatchObject({
      kind: "rejected",
      message: "Too many tasks",
    });
  });
});
