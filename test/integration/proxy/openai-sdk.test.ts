import OpenAI, { NotFoundError, toFile } from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "../../../simulator/create-simulator.ts";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";

describe("the official openai SDK through the proxy", () => {
  let simulator: Simulator;
  let upstream: string;
  let proxy: StartedProxy;
  let client: OpenAI;

  beforeAll(async () => {
    simulator = createSimulator({
      queueMs: 1,
      generationMs: 1,
      apiKeys: ["sk-upstream-credential"],
    });
    upstream = (await simulator.listen()).url;
    proxy = await startProxy({ upstreamUrl: upstream });
    proxy.directory.addPrice({ usd: "0.10", conditions: { size: "1280x720" } });
    client = new OpenAI({
      apiKey: proxy.key,
      baseURL: `${proxy.url}/proxy/openai/v1`,
      maxRetries: 0,
    });
  });

  afterAll(async () => {
    await proxy.close();
    await simulator.close();
  });

  it("creates a video, with the estimate named and the job admitted and accepted", async () => {
    const { data: video, response } = await client.videos
      .create({ prompt: "a paper boat", model: "sora-2", seconds: "8", size: "1280x720" })
      .withResponse();

    expect(video.object).toBe("video");
    expect(response.headers.get("reelmeter-cost-estimate")).toBe("0.800000000 USD");
    const [admit] = proxy.jobBook.of("admit");
    expect(response.headers.get("reelmeter-generation-id")).toBe(admit?.job.generationId);
    expect(admit?.job).toMatchObject({ model: "sora-2", resolution: "1280x720" });
    expect(admit?.job.requestedSeconds).toBe(8_000_000_000n);
    const [accepted] = proxy.jobBook.of("accepted");
    expect(accepted?.providerJobId).toBe(video.id);
    expect(accepted?.job.prompt).toBeNull();
    expect(simulator.ledger()).toHaveLength(1);
  });

  it("retrieves, lists, downloads and deletes it", async () => {
    const made = await client.videos.create({ prompt: "a kite" });
    await expect.poll(async () => (await client.videos.retrieve(made.id)).status).toBe("completed");

    const listed = await client.videos.list();
    expect(listed.data.map((video) => video.id)).toContain(made.id);

    const direct = new OpenAI({ apiKey: "sk-upstream-credential", baseURL: `${upstream}/v1` });
    const [through, original] = await Promise.all(
      [client, direct].map(async (each) =>
        Buffer.from(await (await each.videos.downloadContent(made.id)).arrayBuffer()),
      ),
    );
    expect(through?.equals(original ?? Buffer.alloc(0))).toBe(true);
    expect(through?.length).toBeGreaterThan(1_000);

    const deleted = await client.videos.delete(made.id);
    expect(deleted.deleted).toBe(true);
    await expect(client.videos.retrieve(made.id)).rejects.toThrow(NotFoundError);
    const statuses = proxy.jobBook.of("observe").map((entry) => entry.observation.status);
    expect(statuses).toContain("succeeded");
    expect(statuses).toContain("deleted");
    expect(statuses).toContain("unknown_job");
    expect(proxy.jobBook.of("downloaded")).toHaveLength(1);
  });

  it("remixes, edits and extends, priced by what they take over", async () => {
    const source = await client.videos.create({
      prompt: "a lighthouse",
      seconds: "12",
      size: "1280x720",
    });
    await expect
      .poll(async () => (await client.videos.retrieve(source.id)).status)
      .toBe("completed");

    const remix = await client.videos.remix(source.id, { prompt: "at night" }).withResponse();
    expect(remix.response.headers.get("reelmeter-cost-estimate")).toBe("1.200000000 USD");
    const edit = await client.videos
      .edit({ prompt: "bluer", video: { id: source.id } })
      .withResponse();
    expect(edit.response.headers.get("reelmeter-cost-estimate")).toBe("1.200000000 USD");
    const extension = await client.videos
      .extend({ prompt: "and on", seconds: "4", video: { id: source.id } })
      .withResponse();
    expect(extension.response.headers.get("reelmeter-cost-estimate")).toBe("0.400000000 USD");

    const operations = proxy.jobBook.of("admit").map((entry) => entry.job.operation);
    expect(operations.slice(-3)).toEqual(["remix", "edit", "extend"]);
    expect(proxy.jobBook.of("admit").at(-1)?.job.sourceProviderJobId).toBe(source.id);
  });

  it("passes a reference image and an uploaded video of several megabytes", async () => {
    const image = await toFile(Buffer.alloc(3_000_000, 7), "image.png", { type: "image/png" });
    const video = await client.videos.create({ prompt: "from an image", input_reference: image });
    expect(simulator.ledger().at(-1)).toMatchObject({ id: video.id });
    expect(proxy.jobBook.of("admit").at(-1)?.job.dimensions["input_reference"]).toBe(true);

    const upload = await toFile(Buffer.alloc(2_000_000, 9), "clip.mp4", { type: "video/mp4" });
    await client.videos.edit({ prompt: "sharper", video: upload });
    expect(proxy.jobBook.of("admit").at(-1)?.job.dimensions["source"]).toBe("unknown");
  });

  it("makes a character and shows it to its workspace only", async () => {
    const clip = await toFile(Buffer.alloc(1_500_000, 3), "me.mp4", { type: "video/mp4" });
    const character = await client.videos.createCharacter({ name: "Robin", video: clip });
    const id = character.id ?? "";
    expect((await client.videos.getCharacter(id)).name).toBe("Robin");

    const other = proxy.directory.addWorkspace();
    proxy.directory.addUpstream({ workspaceId: other.id, baseUrl: new URL(upstream) });
    const stranger = new OpenAI({
      apiKey: proxy.directory.addKey({ workspaceId: other.id }).text,
      baseURL: `${proxy.url}/proxy/openai/v1`,
      maxRetries: 0,
    });
    await expect(stranger.videos.getCharacter(id)).rejects.toThrow(NotFoundError);
  });

  it("raises the SDK's own errors for the upstream's refusals, and books them as rejected", async () => {
    const refused = client.videos.create({ prompt: "x", model: "no-such-model" });
    await expect(refused).rejects.toThrow(OpenAI.BadRequestError);
    expect(proxy.jobBook.of("refusedUpstream").at(-1)?.failure).toMatchObject({
      kind: "rejected",
      code: "model_not_found",
    });
  });
});
