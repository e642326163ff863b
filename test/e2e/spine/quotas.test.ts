import { APIError, PermissionDeniedError, RateLimitError, type OpenAI } from "openai";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { GateInput, GrantInput, QuotaInput } from "../../../api/contract/quotas.ts";
import type { UserBlockInput } from "../../../api/contract/users.ts";
import { ended } from "../../support/system-clips.ts";
import { created, startSystem, type System } from "../../support/system-stack.ts";

const REPLAY = "reelmeter-idempotent-replay";
const CLIP = { model: "sora-2", prompt: "a paper boat", seconds: "8" } as const;

let system: System;

beforeAll(async () => {
  system = await startSystem();
  await rule({ name: "Two a day", subject: { user: "limited" }, ...rolling("2") });
  await rule({ name: "Used up", subject: { user: "used-up" }, ...rolling("1") });
  await rule({ name: "Pack", subject: { user: "buyer" }, ...rolling("1") });
  await rule({ name: "Warned", subject: { user: "warned" }, ...rolling("1"), mode: "warn" });
  await rule({
    name: "Calendar",
    subject: { each: "user", feature: "calendar" },
    metric: "video_seconds",
    window: { kind: "calendar", unit: "month", tz: "Europe/Paris" },
    limit: "1000",
    mode: "block",
  });
  await rule({
    name: "Budget",
    subject: { feature: "pricey" },
    metric: "cost",
    window: { kind: "lifetime" },
    limit: "1.00",
    mode: "block",
  });
  await rule({
    name: "One at a time",
    subject: { user: "busy" },
    metric: "in_flight",
    limit: "1",
    mode: "block",
  });
  await grant({ user: "buyer", amount: "1", expires_at: inAnHour(), reason: "bought a pack" });
  await gate({ name: "France first", feature: "launch", regions: ["FR"], tz: "Europe/Paris" });
  await block("banned", { reason: "chargeback" });
  await inEffect();
});
afterAll(() => system.close());

describe("a limit that is reached", () => {
  it("raises RateLimitError once, with the sentence and every figure, and nothing goes upstream", async () => {
    const { client, sent } = patient({ "Reelmeter-User": "limited" });
    const left: (string | null)[] = [];
    for (let clip = 0; clip < 2; clip++) {
      const { response } = await client.videos.create(CLIP).withResponse();
      expect(response.headers.get("ratelimit-policy")).toBe('"Two a day";q=2;w=86400');
      left.push(response.headers.get("ratelimit"));
    }
    expect(left).toEqual(['"Two a day";r=1', '"Two a day";r=0']);
    const made = system.simulator.ledger().length;
    const before = sent();

    const error = await refusalOf(client.videos.create(CLIP));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(sent()).toBe(before + 1);
    expect(system.simulator.ledger()).toHaveLength(made);
    expect(error).toMatchObject({
      status: 429,
      code: "user_quota_exceeded",
      type: "quota_exceeded",
    });
    expect(error.message).toMatch(
      /^429 24-hour limit for user limited reached: 2 of 2 generations\. Resets \d{4}-.*Z\.$/,
    );
    const figures = reelmeterOf(error);
    expect(figures).toMatchObject({ rule_name: "Two a day", metric: "generations", limit: "2" });
    expect(Number(figures["used"]) + Number(figures["held"])).toBe(2);
    const retryAfter = Number(error.headers?.get("retry-after"));
    expect(retryAfter).toBeGreaterThan(86_000);
    expect(retryAfter).toBeLessThanOrEqual(86_400);
    expect(error.headers?.get("x-should-retry")).toBe("false");
    expect(error.headers?.get("ratelimit")).toBe('"Two a day";r=0');
    expect(error.headers?.get("reelmeter-generation-id")).toBeNull();
  });

  it("counts a day, a week or a month by the calendar of its zone, and says when it ends", async () => {
    const client = system.client({ "Reelmeter-Feature": "calendar", "Reelmeter-User": "c_1" });
    const { response } = await client.videos.create(CLIP).withResponse();
    expect(response.headers.get("ratelimit-policy")).toMatch(/^"Calendar";q=1000;w=2\d{6}$/);
    expect(response.headers.get("ratelimit")).toMatch(/^"Calendar";r=992;t=\d+$/);
  });

  it("is 402 when it is money, and so is a model that nothing prices", async () => {
    const { client, sent } = patient({ "Reelmeter-Feature": "pricey" });
    await client.videos.create(CLIP);
    const error = await refusalOf(client.videos.create(CLIP));
    expect(error).toMatchObject({ status: 402, code: "group_quota_exceeded" });
    expect(error.message).toContain(
      "Lifetime limit for feature pricey would be exceeded: 0.8 of 1 USD are taken and this needs 0.8.",
    );
    const unpriced = await refusalOf(client.videos.create({ ...CLIP, model: "sim-free" }));
    expect(unpriced).toMatchObject({ status: 402, code: "unpriced_model", param: "model" });
    expect(sent()).toBe(3);
  });

  it("of running jobs is free again when one has ended", async () => {
    const { client } = patient({ "Reelmeter-User": "busy" });
    const stuck = { headers: { "Simulator-Control": "job=stuck" } };
    const first = await client.videos.create(CLIP, stuck);
    const error = await refusalOf(client.videos.create(CLIP));
    expect(error).toMatchObject({ status: 429, code: "user_quota_exceeded" });
    expect(error.headers?.get("retry-after")).toBe("10");
    system.simulator.control.endJob(first.id, "completed");
    await ended(client, first.id);
    // At once: whoever was told of the end may ask for the next one.
    expect(await outcomeOf(client.videos.create(CLIP))).toBe("made");
  });

  it("is stretched by a grant, once", async () => {
    const client = system.client({ "Reelmeter-User": "buyer" });
    const outcomes = [];
    for (let clip = 0; clip < 3; clip++) outcomes.push(await outcomeOf(client.videos.create(CLIP)));
    expect(outcomes).toEqual(["made", "made", "user_quota_exceeded"]);
  });

  it("lets pass and says so when it only warns", async () => {
    const client = system.client({ "Reelmeter-User": "warned" });
    const warnings = [];
    for (let clip = 0; clip < 2; clip++) {
      const { response } = await client.videos.create(CLIP).withResponse();
      warnings.push(response.headers.get("reelmeter-quota-warning"));
    }
    expect(warnings).toEqual([null, '"Warned"']);
  });
});

describe("who may create nothing", () => {
  it("is turned away from a feature that is not open to them, once, and let in where it is", async () => {
    const abroad = patient({ "Reelmeter-Feature": "launch", "Reelmeter-Region": "DE" });
    const error = await refusalOf(abroad.client.videos.create(CLIP));
    expect(error).toBeInstanceOf(PermissionDeniedError);
    expect(error).toMatchObject({ status: 403, code: "feature_not_open" });
    expect(reelmeterOf(error)).toEqual({ feature: "launch", because: "region" });
    expect(abroad.sent()).toBe(1);
    const home = system.client({ "Reelmeter-Feature": "launch", "Reelmeter-Region": "FR" });
    expect(await outcomeOf(home.videos.create(CLIP))).toBe("made");
  });

  it("is a blocked user, until unblocked, who may still see what was made", async () => {
    const { client, sent } = patient({ "Reelmeter-User": "banned" });
    const error = await refusalOf(client.videos.create(CLIP));
    expect(error).toBeInstanceOf(PermissionDeniedError);
    expect(error).toMatchObject({ status: 403, code: "user_blocked" });
    // The note is for colleagues.
    expect(error.message).not.toContain("chargeback");
    expect(sent()).toBe(1);
    expect((await client.videos.list()).data.length).toBeGreaterThan(0);
    const answer = await system.server().api("DELETE", "/api/v1/users/banned/block");
    expect(answer.status).toBeLessThan(300);
    await expect.poll(() => outcomeOf(client.videos.create(CLIP)), EFFECT).toBe("made");
  });
});

describe("a create with an Idempotency-Key", () => {
  const keyed = (key: string) => ({ headers: { "Idempotency-Key": key } });
  const madeBy = (since: number) => system.simulator.ledger().length - since;

  it("is one clip however often it is sent, with its file, and no other request's", async () => {
    const client = system.client({ "Reelmeter-User": "repeater" });
    const before = system.simulator.ledger().length;
    const content = Buffer.alloc(1_500_000, 7);
    const create = () => {
      const input_reference = new File([content], "frame.png", { type: "image/png" });
      return client.videos
        .create({ prompt: "from it", input_reference }, keyed("file"))
        .withResponse();
    };
    const first = await create();
    const second = await create();
    expect(second.data).toEqual(first.data);
    expect(second.response.headers.get(REPLAY)).toBe("true");
    expect(second.response.status).toBe(first.response.status);
    expect(madeBy(before)).toBe(1);

    const other = client.videos.create({ prompt: "another" }, keyed("file"));
    expect(await refusalOf(other)).toMatchObject({ status: 422, code: "idempotency_key_reused" });
    expect(madeBy(before)).toBe(1);
  });

  it("is made once of several at the same moment", async () => {
    const client = system.client({ "Reelmeter-User": "hasty" });
    const before = system.simulator.ledger().length;
    const slow = { "Simulator-Control": "latency=100", "Idempotency-Key": "together" };
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => outcomeOf(client.videos.create(CLIP, { headers: slow }))),
    );
    const others = outcomes.filter((outcome) => outcome !== "made");
    expect(others.length).toBeLessThan(outcomes.length);
    expect(others.every((outcome) => outcome === "idempotent_request_running")).toBe(true);
    expect(madeBy(before)).toBe(1);
    expect(await outcomeOf(client.videos.create(CLIP, keyed("together")))).toBe("made");
    expect(madeBy(before)).toBe(1);
  });

  it("is answered again when the limit is used up, and when the user was blocked meanwhile", async () => {
    const client = system.client({ "Reelmeter-User": "used-up" });
    const first = await client.videos.create(CLIP, keyed("before"));
    expect(await outcomeOf(client.videos.create(CLIP, keyed("after")))).toBe("user_quota_exceeded");
    expect(await client.videos.create(CLIP, keyed("before"))).toEqual(first);
    await block("used-up", { reason: "chargeback" });
    const fresh = () => outcomeOf(client.videos.create(CLIP, keyed("after")));
    await expect.poll(fresh, EFFECT).toBe("user_blocked");
    expect(await client.videos.create(CLIP, keyed("before"))).toEqual(first);
  });
});

/** A change of the configuration holds on every process within five seconds. */
const EFFECT = { timeout: 5_000, interval: 50 };

function rolling(limit: string) {
  const window = { kind: "rolling", seconds: 86_400 } as const;
  return { metric: "generations", window, limit, mode: "block" } as const;
}

const rule = (input: QuotaInput) => created(system.server(), "/api/v1/quotas", input);
const gate = (input: GateInput) => created(system.server(), "/api/v1/gates", input);
const grant = (input: GrantInput) => created(system.server(), "/api/v1/grants", input);

async function block(user: string, input: UserBlockInput): Promise<void> {
  const answer = await system.server().api("PUT", `/api/v1/users/${user}/block`, input);
  if (answer.status >= 300)
    throw new Error(`block: ${answer.status} ${JSON.stringify(answer.body)}`);
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

/** Waits until the proxy knows what was changed so far: this change comes after all of it. */
async function inEffect(): Promise<void> {
  await block("probe", { reason: "a probe" });
  const client = system.client({ "Reelmeter-User": "probe" });
  await vi.waitFor(async () => {
    expect(await outcomeOf(client.videos.create(CLIP))).toBe("user_blocked");
  }, EFFECT);
}

/** The SDK as it comes, with its own retries, and how many requests it has sent. */
function patient(headers: Readonly<Record<string, string>>) {
  let count = 0;
  const proxied = `${system.server().url}/proxy/`;
  const client = system.client(headers).withOptions({
    maxRetries: 2,
    fetch: (url, init) => {
      // The SDK also fetches an empty data URL, to see what its runtime can do with forms.
      if (typeof url === "string" && url.startsWith(proxied)) count += 1;
      return fetch(url, init);
    },
  });
  return { client, sent: () => count };
}

async function refusalOf(call: Promise<unknown>): Promise<InstanceType<typeof APIError>> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof APIError)) throw new Error(`no API error but ${String(error)}`);
  return error;
}

/** `made`, or the refusal's code. */
async function outcomeOf(call: Promise<OpenAI.Video>): Promise<string> {
  try {
    return (await call).id === "" ? "nothing" : "made";
  } catch (error) {
    if (error instanceof APIError) return error.code ?? `status ${error.status}`;
    throw error;
  }
}

/** What is ours alone in a refusal. */
function reelmeterOf({ error }: { error: unknown }): Record<string, unknown> {
  return (error as { reelmeter: Record<string, unknown> }).reelmeter;
}
