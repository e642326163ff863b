import OpenAI, { NotFoundError } from "openai";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "../../../simulator/create-simulator.ts";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";

describe("two workspaces on one upstream account", () => {
  let simulator: Simulator;
  let proxy: StartedProxy;
  let ours: OpenAI;
  let theirs: OpenAI;

  beforeEach(async () => {
    simulator = createSimulator({ queueMs: 0, generationMs: 0 });
    const { url } = await simulator.listen();
    proxy = await startProxy({ upstreamUrl: url, limits: { maxListPages: 4 } });
    const other = proxy.directory.addWorkspace();
    proxy.directory.addUpstream({
      workspaceId: other.id,
      // The same account: the same address and the same record of jobs.
      id: proxy.upstreamId,
      baseUrl: new URL(url),
    });
    const client = (apiKey: string) =>
      new OpenAI({ apiKey, baseURL: `${proxy.url}/proxy/openai/v1`, maxRetries: 0 });
    ours = client(proxy.key);
    theirs = client(proxy.directory.addKey({ workspaceId: other.id }).text);
  });

  afterEach(async () => {
    await proxy.close();
    await simulator.close();
  });

  const make = async (client: OpenAI, count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let made = 0; made < count; made += 1) {
      ids.push((await client.videos.create({ prompt: "x" })).id);
    }
    return ids;
  };

  it("never show each other's jobs, whatever is asked for", async () => {
    const [id = ""] = await make(theirs, 1);
    const missing = await ours.videos.retrieve("video_missing").catch((error: unknown) => error);
    const foreign = await ours.videos.retrieve(id).catch((error: unknown) => error);
    expect(foreign).toBeInstanceOf(NotFoundError);
    const shape = (error: unknown) =>
      error instanceof NotFoundError
        ? JSON.stringify(error.error).replaceAll(/video_\w+/g, "ID")
        : "";
    expect(shape(foreign)).toBe(shape(missing));
    await expect(ours.videos.delete(id)).rejects.toThrow(NotFoundError);
    await expect(ours.videos.downloadContent(id)).rejects.toThrow(NotFoundError);
    await expect(ours.videos.remix(id, { prompt: "mine now" })).rejects.toThrow(NotFoundError);
    const edit = ours.videos.edit({ prompt: "mine now", video: { id } });
    await expect(edit).rejects.toThrow(NotFoundError);
    await expect(ours.videos.list({ after: id })).rejects.toThrow(NotFoundError);
    expect((await ours.videos.list()).data).toEqual([]);
    expect(proxy.jobBook.of("admit")).toHaveLength(1);
    expect(simulator.ledger()).toHaveLength(1);
  });

  it("each page through their own jobs in order, complete, with the right cursors", async () => {
    const mine: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      mine.push(...(await make(ours, 1)));
      await make(theirs, 7);
    }
    const first = await ours.videos.list({ limit: 2 });
    expect(first.data.map((video) => video.id)).toEqual(mine.toReversed().slice(0, 2));
    expect(first.has_more).toBe(true);
    expect(first.last_id).toBe(mine.at(-2));

    const all: string[] = [];
    for await (const video of await ours.videos.list({ limit: 2 })) all.push(video.id);
    expect(all).toEqual(mine.toReversed());

    const ascending: string[] = [];
    for await (const video of await ours.videos.list({ limit: 4, order: "asc" })) {
      ascending.push(video.id);
    }
    expect(ascending).toEqual(mine);

    const last = await ours.videos.list({ limit: 3, after: mine[3] ?? "" });
    expect(last.data.map((video) => video.id)).toEqual(mine.slice(0, 3).toReversed());
    expect(last.has_more).toBe(false);
  });

  it("says so when own jobs lie deeper than one request may look", async () => {
    await make(ours, 1);
    await make(theirs, 350);
    await expect(ours.videos.list({ limit: 1 })).rejects.toMatchObject({
      status: 502,
      code: "list_incomplete",
    });
  }, 30_000);

  it("observe every own job that a list shows, and pass an own page unchanged", async () => {
    const ids = await make(ours, 3);
    const listed = await ours.videos.list();
    expect(listed.data.map((video) => video.id)).toEqual(ids.toReversed());
    const observed = proxy.jobBook
      .of("observe")
      .filter((entry) => entry.observation.source === "list");
    expect(new Set(observed.map((entry) => entry.job.providerJobId))).toEqual(new Set(ids));
    expect(observed.every((entry) => entry.observation.status === "succeeded")).toBe(true);
  });

  it("get the upstream's own refusal of a malformed list request", async () => {
    await expect(ours.videos.list({ limit: 5_000 })).rejects.toMatchObject({ status: 400 });
  });
});
