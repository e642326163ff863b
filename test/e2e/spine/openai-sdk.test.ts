import OpenAI, { NotFoundError, toFile } from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CREDENTIAL, created, startSystem, type System } from "../../support/system-stack.ts";
import { ended } from "../../support/system-clips.ts";
import { allGenerations, ask, askBreakdown, askSummary } from "../../support/system-questions.ts";
import type { GenerationDetail } from "../../../api/contract/generations.ts";

/** From a clip's end to the dashboard's figures. */
const ON_THE_DASHBOARD = { timeout: 5_000, interval: 50 };

let system: System;
let direct: OpenAI;
/** A client whose clips are a feature of their own, so that its figures stand alone. */
const clientOf = (feature: string) => system.client({ "Reelmeter-Feature": feature });

beforeAll(async () => {
  system = await startSystem({ simulator: { reportInferenceTime: true } });
  direct = new OpenAI({ apiKey: CREDENTIAL, baseURL: `${system.simulatorUrl}/v1`, maxRetries: 0 });
});
afterAll(() => system.close());

describe("the official openai SDK against the whole product", () => {
  it("makes a clip, polls it to its end and downloads it byte for byte, whole and in ranges", async () => {
    const client = clientOf("spine");
    const { data: made, response } = await client.videos
      .create({ model: "sora-2", prompt: "a paper boat", seconds: "8", size: "1280x720" })
      .withResponse();
    expect(response.headers.get("reelmeter-cost-estimate")).toBe("0.800000000 USD");
    expect(response.headers.get("reelmeter-generation-id")).toMatch(/^[0-9a-f-]{36}$/);
    const video = await ended(client, made.id);
    expect(video).toEqual(await direct.videos.retrieve(made.id));
    expect(video.status).toBe("completed");

    for (const variant of ["video", "thumbnail", "spritesheet"] as const) {
      expect(await bytesOf(client, made.id, { variant })).toEqual(
        await bytesOf(direct, made.id, { variant }),
      );
    }
    const whole = await bytesOf(direct, made.id);
    const part = await client.videos.downloadContent(
      made.id,
      {},
      { headers: range("bytes=100-299") },
    );
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes 100-299/${whole.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(100, 300));
    const past = client.videos.downloadContent(made.id, {}, { headers: range("bytes=999999999-") });
    await expect(past).rejects.toMatchObject({ status: 416 });
  });

  it("takes creates as JSON and with a file as input_reference", async () => {
    const client = clientOf("bodies");
    const body = { model: "sora-2", prompt: "a kite", seconds: "12", size: "1280x720" };
    const asJson = await client.post<OpenAI.Video>("/videos", { body });
    expect(asJson).toMatchObject({ object: "video", seconds: "12" });

    const image = await toFile(Buffer.alloc(3_000_000, 7), "frame.png", { type: "image/png" });
    const withFile = await client.videos.create({ prompt: "from it", input_reference: image });
    const [first, second] = system.simulator.ledger().slice(-2);
    expect(first).toMatchObject({ id: asJson.id, seconds: 12, size: "1280x720" });
    expect(second).toMatchObject({ id: withFile.id, seconds: 4, fileBytes: 3_000_000 });
    await Promise.all([ended(client, asJson.id), ended(client, withFile.id)]);
    await expectTotals("bodies", {
      succeeded: 2,
      spend: "1.600000000",
      video_seconds: "16.000000000",
    });
  });

  it("lists page by page, every clip once and newest first", async () => {
    const client = clientOf("listed");
    const made: string[] = [];
    for (let clip = 0; clip < 5; clip++) {
      made.push((await client.videos.create({ prompt: `clip ${clip}` })).id);
    }
    const listed: string[] = [];
    for await (const video of client.videos.list({ limit: 2 })) listed.push(video.id);
    const all = system.simulator.ledger().map((job) => job.id);
    expect(listed).toEqual(all.toReversed());
    expect(listed.slice(0, 5)).toEqual(made.toReversed());
    const page = await client.videos.list({ limit: 2, order: "asc" });
    expect(page.data.map((video) => video.id)).toEqual(all.slice(0, 2));
    expect(page.has_more).toBe(true);
  });

  it("remixes, edits and extends, each a generation of its own at its own price", async () => {
    const client = clientOf("variations");
    const source = await client.videos.create({
      prompt: "a pier",
      seconds: "12",
      size: "1280x720",
    });
    await ended(client, source.id);
    const remix = await client.videos.remix(source.id, { prompt: "at night" });
    const edit = await client.videos.edit({ prompt: "bluer", video: { id: source.id } });
    const extension = { prompt: "and on", seconds: "4", video: { id: source.id } } as const;
    const extended = await client.videos.extend(extension);
    await Promise.all([remix, edit, extended].map((video) => ended(client, video.id)));

    // 12 s each for the source, its remix and its edit; the extension bills its new segment.
    await expectTotals("variations", { generations: 4, succeeded: 4, spend: "4.000000000" });
    const rows = await allGenerations(system.server(), "&feature=variations");
    const operations = rows.map((row) => `${row.operation} ${row.cost.amount}`).toSorted();
    expect(operations).toEqual([
      "create 1.200000000",
      "edit 1.200000000",
      "extend 0.400000000",
      "remix 1.200000000",
    ]);
  });

  it("makes a character and finds it again", async () => {
    const clip = await toFile(Buffer.alloc(1_500_000, 3), "me.mp4", { type: "video/mp4" });
    const client = clientOf("characters");
    const character = await client.videos.createCharacter({ name: "Robin", video: clip });
    expect(await client.videos.getCharacter(character.id ?? "")).toEqual(character);
  });

  it("deletes a clip, which keeps its cost in the books", async () => {
    const client = clientOf("deleted");
    const { id } = await client.videos.create({ prompt: "soon gone" });
    await ended(client, id);
    expect(await client.videos.delete(id)).toMatchObject({ id, deleted: true });
    await expect(client.videos.retrieve(id)).rejects.toThrow(NotFoundError);
    await expect(direct.videos.retrieve(id)).rejects.toThrow(NotFoundError);
    await expectTotals("deleted", { generations: 1, succeeded: 1, spend: "0.400000000" });
  });
});

describe("what the dashboard shows of it within five seconds of a clip's end", () => {
  it("is the cost to the nano, its revenue entry beside it, and the margin between them", async () => {
    const occurred_at = new Date().toISOString();
    await created(system.server(), "/api/v1/prices", {
      provider: "openai",
      model: "sim-odd",
      unit: "second",
      amount: "0.123456789",
      currency: "USD",
      valid_from: "2025-10-06",
    });
    const client = clientOf("money");
    const { id } = await client.videos.create({ ...simulated("sim-odd"), seconds: "12" });
    await ended(client, id);
    const entry = {
      external_id: "ch_1",
      occurred_at,
      feature: "money",
      amount: "4.00",
      currency: "USD",
    };
    const written = await system.server().api("POST", "/api/v1/revenue", { entries: [entry] });
    expect(written.status).toBeLessThan(300);

    await expect
      .poll(() => rowOf("money"), ON_THE_DASHBOARD)
      .toMatchObject({
        values: { feature: "money" },
        generations: 1,
        succeeded: 1,
        spend: "1.481481468",
        spend_by_basis: { rate_card: "1.481481468" },
        revenue: "4.000000000",
        margin: "2.518518532",
        margin_pct: "62.96",
        in_flight: 0,
        held: "0.000000000",
        unpriced: 0,
      });
    const detail = await detailOf("money");
    expect(detail.calculation?.sentence).toBe(
      "12.000000000 second × 0.123456789 USD = 1.481481468 USD",
    );
    expect(detail.gpu_basis).toBe("reported");
    expect(detail.gpu_ms).toBe(system.simulator.ledger().find((job) => job.id === id)?.gpuMs);
  });

  it.each([
    ["failed", "job=failed,error=out_of_memory", { failed: 1, succeeded: 0 }],
    ["blocked", "job=blocked", { succeeded: 0 }],
  ])("is no cost for a %s job", async (status, control, figures) => {
    const client = clientOf(`ends-${status}`);
    const { id } = await client.videos.create(
      { model: "sora-2", prompt: "will not end well" },
      { headers: { "Simulator-Control": control } },
    );
    expect((await ended(client, id)).status).toBe("failed");
    await expectTotals(`ends-${status}`, {
      ...figures,
      generations: 1,
      spend: "0.000000000",
      unpriced: 0,
      in_flight: 0,
      held: "0.000000000",
    });
    const detail = await detailOf(`ends-${status}`);
    expect(detail).toMatchObject({ status, cost: { amount: "0.000000000", currency: "USD" } });
  });

  it("is unknown with a reason, counted and never 0, for a model without a price", async () => {
    const client = clientOf("unpriced");
    const { id } = await client.videos.create(simulated("sim-without-a-price"));
    await ended(client, id);
    await expectTotals("unpriced", {
      generations: 1,
      succeeded: 1,
      unpriced: 1,
      spend: "0.000000000",
      cost_per_generation: null,
    });
    const detail = await detailOf("unpriced");
    expect(detail.cost).toEqual({
      amount: null,
      currency: null,
      basis: "unpriced",
      unpriced_reason: expect.stringMatching(/\w/),
    });
    expect(detail.calculation).toBeNull();
  });
});

describe("what the upstream sees", () => {
  it("is its own credential and nothing of Reelmeter: no key, no header, no attribution", async () => {
    const client = system.client({
      "Reelmeter-Feature": "secret-feature",
      "Reelmeter-User": "secret-user",
      "Reelmeter-Tags": "team=secret-tag",
      baggage: "reelmeter.plan=secret-plan",
      "Helicone-User-Id": "secret-alias",
    });
    const { id } = await client.videos.create({ prompt: "nothing to see" });
    await ended(client, id);
    const log = await fetch(`${system.simulatorUrl}/__simulator/requests`);
    const { requests } = (await log.json()) as { requests: { headers: Record<string, string> }[] };
    expect(requests.length).toBeGreaterThan(20);
    const text = JSON.stringify(requests).toLowerCase();
    expect(text).not.toContain("rm_live_");
    expect(text).not.toContain("reelmeter");
    expect(text).not.toContain("secret-");
    const credentials = requests.map(({ headers }) => headers["authorization"]);
    expect(new Set(credentials)).toEqual(new Set([`Bearer ${CREDENTIAL}`]));
  });
});

const range = (value: string) => ({ Range: value });

async function bytesOf(client: OpenAI, id: string, query: object = {}): Promise<Buffer> {
  return Buffer.from(await (await client.videos.downloadContent(id, query)).arrayBuffer());
}

function simulated(model: string): OpenAI.VideoCreateParams {
  return { model, prompt: "a boat" };
}

async function expectTotals(feature: string, totals: object): Promise<void> {
  await expect
    .poll(
      async () => (await askSummary(system.server(), `?feature=${feature}`)).totals,
      ON_THE_DASHBOARD,
    )
    .toMatchObject(totals);
}

async function rowOf(feature: string) {
  const { data } = await askBreakdown(system.server(), `?by=feature&feature=${feature}`);
  return data[0];
}

/** The only generation of a feature, in full. */
async function detailOf(feature: string): Promise<GenerationDetail> {
  const [row] = await allGenerations(system.server(), `&feature=${feature}`);
  return ask<GenerationDetail>(system.server(), `/api/v1/generations/${row?.id}`);
}
