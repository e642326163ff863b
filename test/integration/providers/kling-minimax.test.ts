import { createSecretKey, randomUUID } from "node:crypto";
import { jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createUpstreamClient } from "../../../ingest/settle/upstream-client.ts";
import { pollJob } from "../../../ingest/settle/poll-job.ts";
import { klingAdapter } from "../../../ingest/providers/kling/kling-adapter.ts";
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

let id: string;
beforeEach(() => {
  id = randomUUID();
  stack.upstream.seen.length = 0;
});

const cash = (amount: string, currency: string) => ({ charge_type: "cash", amount, currency });
const points = (amount: string, pack = "video") => ({
  charge_type: "unit",
  amount,
  package_type: pack,
});
const task = (change: object) => ({ code: 0, message: "SUCCEED", data: [{ id, ...change }] });
const done = (billing: unknown) =>
  task({
    status: "succeeded",
    outputs: [{ type: "video", url: "https://clips.example/1.mp4", duration: "5.041" }],
    billing,
  });

/** What the next call is answered. */
function answer(body: unknown, status = 200): void {
  stack.upstream.answer = (_request, response) => sendJson(response, status, body);
}

async function create(provider: string, path: string, body: object, headers = {}) {
  const init = { method: "POST", body: JSON.stringify(body), headers };
  const made = await stack.call(provider, path, init);
  await made.arrayBuffer();
  return { made, generationId: made.headers.get("reelmeter-generation-id") ?? "" };
}

async function clip(settings: object = { duration: 5 }): Promise<string> {
  answer({ code: 0, message: "SUCCEED", data: { id, status: "submitted" } });
  const body = { prompt: "Rain", settings };
  return (await create("kling", "/text-to-video/kling-3.0", body)).generationId;
}

async function seen(body: unknown): Promise<void> {
  answer(body);
  await (await stack.call("kling", `/tasks?task_ids=${id}`)).arrayBuffer();
  await stack.drain();
}

describe("charges at Kling", () => {
  it.each([
    ["two currencies", [cash("0.4", "USD"), cash("2.9", "CNY")]],
    ["money and points", [cash("0.4", "USD"), points("3")]],
    ["points of two packs", [points("3"), points("3", "audio")]],
  ])("of %s are no cost, and the reason is kept", async (_name, billing) => {
    const generationId = await clip();
    await seen(done(billing));
    expect(await stack.row(generationId)).toMatchObject({
      state: "succeeded",
      cost: null,
      cost_basis: "unpriced",
      unpriced_reason: "mixed_charges",
    });
  });

  it("that are refunded, or come to be of two currencies, are new versions", async () => {
    const generationId = await clip();
    await seen(done([cash("0.42", "USD")]));
    const first = await stack.row(generationId);
    expect(first).toMatchObject({ cost: "0.420000000", cost_basis: "reported" });
    await seen(done([cash("0.21", "USD")]));
    const second = await stack.row(generationId);
    expect(second).toMatchObject({ cost: "0.210000000", cost_basis: "reported" });
    await seen(done([cash("0.21", "USD"), cash("1.5", "CNY")]));
    const third = await stack.row(generationId);
    expect(third).toMatchObject({ cost: null, unpriced_reason: "mixed_charges" });
    await seen(done([cash("0.21", "USD"), cash("1.5", "CNY")]));
    expect(await stack.row(generationId)).toMatchObject({ version: third["version"] });
    expect(Number(second["version"])).toBe(Number(first["version"]) + 1);
    expect(Number(third["version"])).toBe(Number(second["version"]) + 1);
  });

  it("in points are billed units once a workspace says what a point costs, parts of one too", async () => {
    await stack.pg.sql`
      insert into prices (id, workspace_id, provider, model, unit, conditions, amount, currency, valid_from)
      values (${randomUUID()}, ${stack.workspaceId}, 'kling', 'kling-v3', 'credit', '{}'::jsonb, '0.14', 'USD', '2025-01-01')`;
    await stack.running.refresh();
    const generationId = await clip({ duration: 5, resolution: "1080p", audio: "native" });
    await seen(done([points("5.5"), points("0.25")]));
    expect(await stack.row(generationId)).toMatchObject({
      cost: "0.805000000",
      cost_basis: "billed_units",
      units: "5.750000000",
      price_unit: "credit",
    });
    await stack.pg
      .sql`delete from prices where workspace_id = ${stack.workspaceId} and provider = 'kling'`;
    await stack.running.refresh();
  });
});

describe("an error that comes as a success", () => {
  it.each([
    ["kling", "/v1/videos/text2video", { code: 1303, message: "busy" }, "1303"],
    [
      "minimax",
      "/v1/video_generation",
      { task_id: "", base_resp: { status_code: 1002, status_msg: "slow" } },
      "1002",
    ],
  ])(
    "refuses a create at %s, and frees its idempotency key for another try",
    async (provider, path, refusal, code) => {
      const headers = { "idempotency-key": randomUUID() };
      const body = { model_name: "kling-v3", model: "T2V-01", prompt: "Rain" };
      answer(refusal);
      const { generationId } = await create(provider, path, body, headers);
      expect(await stack.row(generationId)).toMatchObject({
        state: "failed",
        cost: "0.000000000",
        failure_kind: "rejected",
        failure_code: code,
      });
      answer({ code: 0, task_id: id, data: { task_id: id, task_status: "submitted" } });
      const again = await create(provider, path, body, headers);
      expect(again.generationId).not.toBe(generationId);
      expect(await stack.row(again.generationId)).toMatchObject({ state: "submitted" });
    },
  );

  it("whose code says that the server failed leaves a create open until its account is asked", async () => {
    answer({ code: 5000, message: "internal error" });
    const { made, generationId } = await create("kling", "/v1/videos/text2video", { prompt: "x" });
    expect(made.status).toBe(200);
    expect(await stack.row(generationId)).toMatchObject({ state: "held", outcome_unknown: true });
  });

  it("is never handed to a repeated create as its job", async () => {
    const headers = { "idempotency-key": randomUUID() };
    answer({ code: 0, message: "SUCCEED", data: { task_id: id, task_status: "submitted" } });
    const path = "/v1/videos/text2video";
    const { generationId } = await create("kling", path, { prompt: "x" }, headers);
    // As after a crash between the upstream's answer and its keeping.
    await stack.pg.sql`
      update idempotency_keys set status = null, answer_type = null, answer_body = null
      where generation_id = ${generationId}`;
    answer({ code: 1203, message: "no such task" });
    const lost = await create("kling", path, { prompt: "x" }, headers);
    expect(lost.made.status).toBe(409);
    answer({ code: 0, data: { task_id: id, task_status: "processing" } });
    const again = await create("kling", path, { prompt: "x" }, headers);
    expect(again.made.status).toBe(200);
    expect(again.made.headers.get("reelmeter-idempotent-replay")).toBe("true");
    expect(stack.upstream.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST ${path}`,
      `GET ${path}/${id}`,
      `GET ${path}/${id}`,
    ]);
  });

  it("says of a poll that there is no such task, or nothing at all", async () => {
    const generationId = await clip();
    await seen({ code: 1302, message: "too many requests" });
    expect(await stack.row(generationId)).toMatchObject({ state: "submitted", missing_count: 0 });
    await seen({ code: 1203, message: "no such task" });
    expect(await stack.row(generationId)).toMatchObject({ state: "submitted", missing_count: 1 });
    await seen(task({ status: "processing", billing: [] }));
    expect(await stack.row(generationId)).toMatchObject({ state: "running", missing_count: 0 });
  });
});

describe("a question about tasks at Kling", () => {
  it("is about one task of the caller's, and about nothing beside it", async () => {
    await clip();
    const other = randomUUID();
    const asked = stack.upstream.seen.length;
    for (const query of [
      "",
      "task_ids=",
      `task_ids=${id},${other}`,
      `task_ids=${id}%2C${other}`,
      `task_ids=${id}&task_ids=${other}`,
      `task_ids=${id}&external_task_ids=job-1`,
      `task_ids=${id}&Task_ids=${other}`,
      "external_task_ids=job-1",
    ]) {
      const refused = await stack.call("kling", `/tasks?${query}`);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ code: 1201, reelmeter: { code: "invalid_id" } });
    }
    expect((await stack.call("kling", `/tasks?task_ids=${other}`)).status).toBe(404);
    const all = { method: "POST", body: JSON.stringify({ limit: 500 }) };
    expect((await stack.call("kling", "/tasks", all)).status).toBe(404);
    expect(stack.upstream.seen).toHaveLength(asked);
  });
});

it("asks for a legacy task of Kling where it was made", async () => {
  const paths = ["text2video", "multi-image2video", "omni-video", "motion-control", "effects"];
  for (const path of [...paths, "avatar/image2video"]) {
    const operation = "create";
    const asked = klingAdapter.pollCall?.({
      providerJobId: "1",
      model: "m",
      operation,
      dimensions: klingAdapter.admit(
        {
          operation,
          route: `/v1/videos/${path}`,
          pathParams: {},
          baseUrl: new URL(stack.upstream.url),
          fields: { values: new Map(), files: new Set() },
        },
        null,
      ).dimensions,
    });
    expect(asked?.path).toBe(`/v1/videos/${path}/1`);
  }
});

describe("an access key and its secret at Kling", () => {
  const secret = createSecretKey(Buffer.from("the-secret-of-it"));
  const tokenOf = (authorization: string | undefined) =>
    authorization?.replace("Bearer ", "") ?? "";

  it("become a token of half an hour, for clients' calls and for our own", async () => {
    const upstreamId = stack.upstreamIds.get("kling") ?? "";
    const upstream = stack.running.directory.upstreamById(upstreamId);
    if (upstream === null) throw new Error("no upstream");
    const client = createUpstreamClient(5_000, () => 1_795_000_000_123);
    answer(task({ status: "processing" }));
    const job = { providerJobId: id, model: "m", operation: "create", dimensions: {} } as const;
    const pair = { ...upstream, credential: "access-1:the-secret-of-it" };
    const result = await pollJob(client, pair, klingAdapter, {
      job,
      source: "worker",
      now: Date.now,
    });
    await client.close();
    expect(result.kind).toBe("seen");
    const sent = stack.upstream.seen.at(-1)?.headers.authorization;
    const currentDate = new Date(1_795_000_000_123);
    const { payload, protectedHeader } = await jwtVerify(tokenOf(sent), secret, { currentDate });
    expect(protectedHeader).toEqual({ alg: "HS256", typ: "JWT" });
    expect(payload).toEqual({ iss: "access-1", exp: 1_795_001_800, nbf: 1_794_999_995 });
    expect(sent).not.toContain("the-secret-of-it");
    const late = new Date(1_795_001_801_000);
    await expect(jwtVerify(tokenOf(sent), secret, { currentDate: late })).rejects.toThrow(/exp/);
  });

  it("are no door for tokens that a client made itself", async () => {
    const { authorization = "" } = klingAdapter.credentialHeaders("access-1:mine", Date.now());
    const refused = await stack.call("kling", "/text-to-video/kling-3.0", {
      method: "POST",
      body: JSON.stringify({ prompt: "x" }),
      headers: { authorization },
    });
    expect(refused.status).toBe(401);
    expect(stack.upstream.seen).toEqual([]);
    expect(klingAdapter.credentialHeaders("an-api-key", 0)).toEqual({
      authorization: "Bearer an-api-key",
    });
  });
});

describe("MiniMax", () => {
  const h3 = { model: "MiniMax-H3", resolution: "2K", duration: 5 };

  it("answers where a clip lies only to whose job made it", async () => {
    answer({ task_id: id, base_resp: { status_code: 0, status_msg: "success" } });
    const body = { model: "MiniMax-Hailuo-02", prompt: "Rain" };
    await create("minimax", "/v1/video_generation", body);
    const file = `file-${id}`;
    const where = () => stack.call("minimax", `/v1/files/retrieve?file_id=${file}`);
    const unknown = await where();
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ base_resp: { status_code: 2013 } });
    answer({ task_id: id, status: "Success", file_id: file, base_resp: { status_code: 0 } });
    await (await stack.call("minimax", `/v1/query/video_generation?task_id=${id}`)).arrayBuffer();
    const text = { file: { file_id: 1, download_url: "https://clips.example/1.mp4?sign=x" } };
    answer(text);
    const known = await where();
    expect(known.status).toBe(200);
    expect(await known.json()).toEqual(text);
    await stack.drain();
    const asked = stack.upstream.seen.length;
    expect((await stack.call("minimax", "/v1/files/retrieve?file_id=other")).status).toBe(404);
    const two = `/v1/files/retrieve?file_id=${file}&file_id=other`;
    expect((await stack.call("minimax", two)).status).toBe(400);
    expect(stack.upstream.seen).toHaveLength(asked);
  });

  it("cancels a task that waits, by the task's own answer", async () => {
    answer({ task_id: id });
    const content = [{ type: "text", text: "Rain" }];
    const { generationId } = await create("minimax", "/v2/video_generation", { ...h3, content });
    expect(await stack.row(generationId)).toMatchObject({ state: "submitted" });
    answer({ task: { id, status: "cancelled" } });
    const path = `/v2/video_generation/${id}`;
    await (await stack.call("minimax", path, { method: "DELETE" })).arrayBuffer();
    await stack.drain();
    expect(await stack.row(generationId)).toMatchObject({
      state: "cancelled",
      cost: "0.000000000",
    });
    const other = `/v2/video_generation/${randomUUID()}`;
    expect((await stack.call("minimax", other, { method: "DELETE" })).status).toBe(404);
  });

  it("sums the seconds of an input clip and further images, whose number no estimate knows", async () => {
    answer({ task_id: id });
    const content = [
      { type: "text", text: "x".repeat(2_000) },
      {
        type: "video_url",
        video_url: { url: "https://clips.example/0.mp4" },
        role: "reference_video",
      },
    ];
    const { made, generationId } = await create("minimax", "/v2/video_generation", {
      ...h3,
      content,
    });
    expect(made.headers.get("reelmeter-cost-estimate")).toBe("unpriced");
    const usage = { total_seconds: 9, input_seconds: 4, output_seconds: 5, input_image_count: 7 };
    answer({ task: { id, status: "succeeded", resolution: "2K", duration: 5, usage } });
    await (await stack.call("minimax", `/v2/query/video_generation/${id}`)).arrayBuffer();
    await stack.drain();
    expect(await stack.row(generationId)).toMatchObject({
      // 9 s × 0.13 USD and two images at 0.04 USD.
      cost: "1.250000000",
      cost_basis: "billed_units",
      video_seconds: "5.000",
      dimensions: { video_input: true },
    });
  });
});
