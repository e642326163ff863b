import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { openProviderStack, type ProviderStack } from "../../support/provider-stack.ts";
import { sendJson } from "../../support/scripted-upstream.ts";

let server: PostgresServer;
let stack: ProviderStack;
beforeAll(async () => {
  server = await withPostgres("server");
  stack = await openProviderStack(server);
});
afterAll(async () => {
  await stack.close();
  await server.close();
});

async function settle(provider: string, path: string, clip: object, answers: object[]) {
  const left = [...answers];
  stack.upstream.answer = (_request, response) => sendJson(response, 200, left.shift());
  const made = await stack.call(provider, path, { method: "POST", body: JSON.stringify(clip) });
  const generationId = made.headers.get("reelmeter-generation-id") ?? "";
  const { id } = (await made.json()) as { id: string };
  const asked = path.replace(/\/video$/, "");
  while (left.length > 0) await (await stack.call(provider, `${asked}/${id}`)).arrayBuffer();
  await stack.drain();
  return {
    estimate: made.headers.get("reelmeter-cost-estimate"),
    row: await stack.row(generationId),
  };
}

it("prices what a create left to its upstream by what the upstream made of it, and shows it", async () => {
  const job = { id: randomUUID(), created_at: "2026-11-22T10:00:00.000Z", model: "ray-2" };
  const request = { model: "ray-2", prompt: "Rain", resolution: "1080p", duration: "5s" };
  const { estimate, row } = await settle(
    "luma_dream_machine",
    "/dream-machine/v1/generations/video",
    { model: "ray-2", prompt: "Rain" },
    [
      { ...job, state: "queued", request },
      { ...job, state: "dreaming", request },
      { ...job, state: "completed", request, assets: { video: "https://clips.example/1.mp4" } },
    ],
  );
  expect(estimate).toBe("unpriced");
  expect(row).toMatchObject({
    state: "succeeded",
    resolution: "1080p",
    dimensions: { operation: "create", resolution: "1080p", duration: "5s" },
    cost: "1.590000000",
    cost_basis: "rate_card",
    video_seconds: "5.000",
  });
});

it("never lets the upstream's word replace what was asked for and admitted", async () => {
  const id = `cgt-${randomUUID()}`;
  const { row } = await settle(
    "byteplus_ark",
    "/api/v3/contents/generations/tasks",
    {
      model: "seedance-1-5-pro-251215",
      content: [{ type: "text", text: "Rain" }],
      service_tier: "flex",
      duration: 5,
    },
    [
      { id },
      {
        id,
        status: "succeeded",
        resolution: "720P",
        service_tier: "default",
        generate_audio: true,
        usage: { completion_tokens: 108_900 },
      },
    ],
  );
  expect(row).toMatchObject({
    audio: true,
    resolution: "720p",
    dimensions: { service_tier: "flex", resolution: "720p", audio: true },
    // 108,900 tokens × 1.20 USD a million: the flex price with sound.
    cost: "0.130680000",
    cost_basis: "billed_units",
  });
});
