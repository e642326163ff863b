import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allGenerations, askSummary } from "../../support/system-questions.ts";
import { startSystem, type System } from "../../support/system-stack.ts";

const SECRET = `whsec_${randomBytes(24).toString("base64")}`;
/** Well before the worker's first look, some 20 s after the acceptance. */
const BEFORE_THE_WORKER = { timeout: 12_000, interval: 50 };

let system: System;

beforeAll(async () => {
  system = await startSystem({
    simulator: (serverUrl) => ({
      webhook: { url: `${serverUrl}/hooks/openai`, secret: SECRET },
      webhookRetryMs: [],
    }),
    upstream: { webhook_secret: SECRET },
  });
});
afterAll(() => system.close());

async function create(feature: string, control: string): Promise<string> {
  const client = system.client({ "Reelmeter-Feature": feature, "Simulator-Control": control });
  return (await client.videos.create({ prompt: feature, seconds: "8" })).id;
}
const attempts = (id: string) =>
  system.simulator.control.webhookAttempts().filter((attempt) => attempt.jobId === id);
const lookedAt = (id: string) =>
  system.simulator.control.requests().some((each) => each.target === `/v1/videos/${id}`);

describe("the upstream's webhook", () => {
  it.each([
    ["once", 1],
    ["twice", 2],
  ])("settles a job that nobody polled, at once and once, sent %s", async (how, times) => {
    const feature = `announced-${how}`;
    const id = await create(feature, `webhook=${how}`);
    await expect
      .poll(
        async () => (await askSummary(system.server(), `?feature=${feature}`)).totals,
        BEFORE_THE_WORKER,
      )
      .toMatchObject({ succeeded: 1, generations: 1, spend: "0.800000000", in_flight: 0 });
    await expect.poll(() => attempts(id).length, BEFORE_THE_WORKER).toBe(times);
    expect(attempts(id).every((attempt) => attempt.status === 200)).toBe(true);
  });

  it.each(["bad_signature", "stale"])(
    "is refused with 401 and changes nothing when it is %s",
    async (how) => {
      const id = await create(how, `webhook=${how}`);
      await expect.poll(() => attempts(id).length, BEFORE_THE_WORKER).toBe(1);
      expect(attempts(id)[0]?.status).toBe(401);
      expect(lookedAt(id)).toBe(false);
      const rows = await allGenerations(system.server(), `&feature=${how}`);
      expect(rows.every((row) => row.status === "submitted")).toBe(true);
    },
  );

  it("come by POST: any other method is told so, and not shown the dashboard", async () => {
    for (const path of ["/hooks/openai", `/hooks/openai/${"a".repeat(43)}`]) {
      const answer = await fetch(new URL(path, system.server().url));
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error: { code: "not_found" } });
    }
  });

  it("is refused with 404 for an upstream that does not exist", async () => {
    const answer = await fetch(`${system.server().url}/hooks/nobody`, {
      method: "POST",
      body: "{}",
    });
    expect(answer.status).toBe(404);
  });
});
