import { createFal } from "@ai-sdk/fal";
import { createFalClient, ValidationError, type RequestMiddleware } from "@fal-ai/client";
import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CREDENTIAL } from "../../support/books.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { falFault, falRequest } from "../../support/provider-fixtures/fal-fixture.ts";
import type { WireAnswer } from "../../support/provider-fixtures/provider-fixture.ts";
import { openProviderStack, type ProviderStack } from "../../support/provider-stack.ts";
import { sendJson } from "../../support/scripted-upstream.ts";

const QUEUE = "https://queue.fal.run";
const ENDPOINT = "fal-ai/veo3/image-to-video";
const APP = "/fal-ai/veo3/requests";
const CLIP = "https://clips.example/out.mp4";
const INPUT = {
  prompt: "Rain",
  image_url: "https://stills.example/1.png",
  duration: "8s",
} as const;

let server: PostgresServer;
let stack: ProviderStack;
let id: string;
beforeAll(async () => {
  server = await withPostgres("server");
  stack = await openProviderStack(server);
});
beforeEach(() => {
  id = randomUUID();
  stack.upstream.seen.length = 0;
});
afterAll(async () => {
  await stack.close();
  await server.close();
});

/** Makes the stream of a request's status go on. */
let goOn: () => void;

/** What the queue tells of the request, in this order, and the result; streams tell the next thing when they shall go on. */
function queue(statuses: readonly string[], result: WireAnswer): void {
  const left = [...statuses];
  const told = (status: string) =>
    falRequest(id, stack.upstream.url, status, {
      logs: null,
      ...(status === "COMPLETED" ? { metrics: { inference_time: 71.83 } } : {}),
    });
  stack.upstream.answer = ({ method, url }, response) => {
    const path = url.replace(/\?.*$/, "");
    if (method === "POST") sendJson(response, 200, told("IN_QUEUE"));
    else if (method === "PUT") sendJson(response, 200, { status: "OK" });
    else if (path === `${APP}/${id}/status`) {
      sendJson(response, 200, told(left.shift() ?? "COMPLETED"));
    } else if (path === `${APP}/${id}/status/stream`) {
      response.writeHead(200, { "content-type": "text/event-stream" });
      goOn = () => {
        const status = left.shift();
        if (status === undefined) response.end();
        else response.write(`data: ${JSON.stringify(told(status))}\n\n`);
      };
      goOn();
    } else if (left.length > 0) {
      left.shift();
      sendJson(response, 400, { detail: "Request is still in progress" });
    } else send(response, result);
  };
}

function send(response: ServerResponse, { status, text, headers = {} }: WireAnswer): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
}

const made: WireAnswer = {
  status: 200,
  text: JSON.stringify({ video: { url: CLIP, content_type: "video/mp4" } }),
  headers: { "x-fal-billable-units": "8" },
};

async function booked(): Promise<Record<string, unknown>> {
  await stack.drain();
  const [row] = await stack.pg.sql`select * from jobs where provider_job_id = ${id}`;
  return { ...row };
}

const own = () => `${stack.url}/proxy/fal`;
const config = () => ({ credentials: stack.key, retry: { maxRetries: 0 } });

/** Every call to one address, the real one in a header. */
const byHeader = () =>
  createFalClient({ ...config(), proxyUrl: { url: own(), when: "always" as const } });

/** Every call to where the queue's paths lead here. */
const byMiddleware = () => {
  const requestMiddleware: RequestMiddleware = async (request) => ({
    ...request,
    url: request.url.replace(QUEUE, own()),
  });
  return createFalClient({ ...config(), requestMiddleware });
};

const charged = {
  provider: "fal",
  model: ENDPOINT,
  state: "succeeded",
  cost: "3.200000000",
  cost_basis: "billed_units",
  units: "8.000000000",
  price_unit: "second",
  video_seconds: "8.000",
  gpu_ms: "71830",
  gpu_basis: "reported",
};

describe.each([
  { way: "proxyUrl", client: byHeader },
  { way: "requestMiddleware", client: byMiddleware },
])("fal's client with $way", ({ client }) => {
  it("makes a clip, waits for it and hears where it is", async () => {
    queue(["IN_QUEUE", "IN_PROGRESS", "COMPLETED"], made);
    const { data } = await client().subscribe(ENDPOINT, { input: INPUT, pollInterval: 5 });
    expect(data).toEqual({ video: { url: CLIP, content_type: "video/mp4" } });
    expect(await booked()).toMatchObject(charged);
    expect(stack.upstream.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST /${ENDPOINT}`,
      ...Array.from({ length: 3 }, () => `GET ${APP}/${id}/status?logs=0`),
      `GET ${APP}/${id}`,
    ]);
    for (const { headers } of stack.upstream.seen) {
      expect(headers).toMatchObject({ authorization: `Key ${CREDENTIAL}` });
      expect(headers).not.toHaveProperty("x-fal-target-url");
    }
  });

  it("follows the status as a stream, event by event while the request runs", async () => {
    queue(["IN_QUEUE", "IN_PROGRESS", "COMPLETED"], made);
    const fal = client();
    const { request_id } = await fal.queue.submit(ENDPOINT, { input: INPUT });
    const stream = await fal.queue.streamStatus(ENDPOINT, { requestId: request_id });
    const told: unknown[] = [];
    stream.on("data", ({ status }: { status: string }) => {
      told.push(status);
      goOn();
    });
    expect(await stream.done()).toMatchObject({ status: "COMPLETED" });
    expect(told).toEqual(["IN_QUEUE", "IN_PROGRESS", "COMPLETED"]);
    expect(await booked()).toMatchObject({ state: "submitted" });
  });

  it("is led back here by every address of a request, and to the clip by its own", async () => {
    queue(["IN_PROGRESS"], made);
    const fal = client();
    const here = {
      response_url: `${own()}${APP}/${id}`,
      status_url: `${own()}${APP}/${id}/status`,
      cancel_url: `${own()}${APP}/${id}/cancel`,
    };
    expect(await fal.queue.submit(ENDPOINT, { input: INPUT })).toMatchObject(here);
    expect(await fal.queue.status(ENDPOINT, { requestId: id })).toMatchObject(here);
    const followed = await fetch(here.response_url, {
      headers: { authorization: `Key ${stack.key}` },
    });
    expect(await followed.text()).toBe(made.text);
  });

  it("makes nothing twice when it tries again with the same Idempotency-Key", async () => {
    queue(["IN_QUEUE"], made);
    const fal = client();
    const headers = { "Idempotency-Key": id };
    const submit = () => fal.queue.submit(ENDPOINT, { input: INPUT, headers });
    expect(await submit()).toEqual(await submit());
    expect(stack.upstream.seen.map(({ method }) => method)).toEqual(["POST"]);
  });

  it("cancels what waits in the queue, which is free", async () => {
    queue(["IN_QUEUE"], made);
    const fal = client();
    await fal.queue.submit(ENDPOINT, { input: INPUT });
    await fal.queue.status(ENDPOINT, { requestId: id });
    await fal.queue.cancel(ENDPOINT, { requestId: id });
    expect(stack.upstream.seen.at(-1)).toMatchObject({
      method: "PUT",
      url: `${APP}/${id}/cancel`,
    });
    expect(await booked()).toMatchObject({
      state: "cancelled",
      cost: "0.000000000",
      failure_kind: "cancelled",
    });
  });

  it("raises its own error for a request that completed and failed", async () => {
    queue(["COMPLETED"], falFault("content_policy_violation"));
    const error: unknown = await client()
      .subscribe(ENDPOINT, { input: INPUT, pollInterval: 5 })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ValidationError);
    expect(await booked()).toMatchObject({
      state: "blocked",
      cost: "0.000000000",
      failure_kind: "moderated",
      gpu_ms: "71830",
    });
  });

  it("raises a refusal of ours with its text", async () => {
    await expect(client().queue.status(ENDPOINT, { requestId: id })).rejects.toThrow(
      `Video with id '${id}' not found.`,
    );
    expect(stack.upstream.seen).toEqual([]);
  });
});

describe("headers that fal's client is made to send with proxyUrl", () => {
  it("hold the key, where it has no credentials, and whose the clip is", async () => {
    queue(["IN_QUEUE"], made);
    const fal = createFalClient({
      proxyUrl: { url: own(), when: "always" },
      requestMiddleware: async (request) => ({
        ...request,
        headers: { ...request.headers, "Reelmeter-Key": stack.key, "Reelmeter-User": "u_42" },
      }),
    });
    await fal.queue.submit(ENDPOINT, { input: INPUT });
    expect(await booked()).toMatchObject({ user_id: "u_42", model: ENDPOINT });
    const [sent] = stack.upstream.seen;
    expect(sent?.headers).toMatchObject({ authorization: `Key ${CREDENTIAL}` });
    expect(JSON.stringify(sent?.headers)).not.toMatch(/reelmeter|rm_live/i);
  });
});

describe("the AI SDK's fal provider, whose calls are led here by a fetch of one's own,", () => {
  /** It leaves the key out where the queue's addresses lead elsewhere, so the key is set here. */
  const model = () =>
    createFal({
      apiKey: stack.key,
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set("authorization", `Key ${stack.key}`);
        const url = input instanceof Request ? input.url : String(input);
        return fetch(url.replace(QUEUE, own()), { ...init, headers });
      },
    }).video("veo3/image-to-video");
  const options = {
    prompt: "Rain",
    n: 1,
    image: undefined,
    aspectRatio: undefined,
    resolution: undefined,
    duration: 8,
    fps: undefined,
    seed: undefined,
    frameImages: undefined,
    inputReferences: undefined,
    generateAudio: undefined,
    providerOptions: { fal: { pollIntervalMs: 5, pollTimeoutMs: 10_000 } },
  } as const;

  it("makes a clip by asking for its result until it is there", async () => {
    queue(["IN_QUEUE", "IN_PROGRESS"], made);
    const { videos } = await model().doGenerate(options);
    expect(videos).toEqual([{ type: "url", url: CLIP, mediaType: "video/mp4" }]);
    expect(await booked()).toMatchObject({ ...charged, gpu_ms: null, gpu_basis: null });
  });

  it("fails with a request that fails, which is charged what its units say", async () => {
    queue([], falFault("no_media_generated", { units: "3" }));
    await expect(model().doGenerate(options)).rejects.toThrow();
    expect(await booked()).toMatchObject({
      state: "failed",
      cost: "1.200000000",
      cost_basis: "billed_units",
      failure_code: "no_media_generated",
    });
  });
});

describe("an address in x-fal-target-url", () => {
  const aim = (target: string, method = "POST", provider = "fal") =>
    stack.call(provider, "", {
      method,
      headers: { "x-fal-target-url": target },
      ...(method === "GET" ? {} : { body: JSON.stringify(INPUT) }),
    });

  it.each([
    "https://rest.fal.ai/storage/upload/initiate",
    "https://fal.run/fal-ai/veo3",
    "https://queue.fal.run.evil.example/fal-ai/veo3",
    "https://queue.fal.run@evil.example/fal-ai/veo3",
    "https://queue.fal.run:444/fal-ai/veo3",
    "http://queue.fal.run/fal-ai/veo3",
    "//queue.fal.run/fal-ai/veo3",
    `${QUEUE}/fal-ai/../v1/keys`,
    `${QUEUE}/fal-ai/%2e%2e/keys`,
    `${QUEUE}/fal-ai/veo3#x`,
    `${QUEUE}/fal-ai/veo3, ${QUEUE}/fal-ai/veo3`,
    "",
  ])("that is not one of the queue's goes nowhere: %s", async (target) => {
    const answer = await aim(target);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error_type: "invalid_target_url" });
    expect(stack.upstream.seen).toEqual([]);
  });

  it.each([
    ["POST", `${QUEUE}/fal-ai`],
    ["POST", `${QUEUE}/fal-ai/veo3/requests/${randomUUID()}/cancel`],
    ["POST", `${QUEUE}/fal-ai/veo3/Requests/${randomUUID()}/cancel`],
    ["GET", `${QUEUE}/fal-ai/veo3`],
    ["DELETE", `${QUEUE}/fal-ai/veo3/requests/${randomUUID()}`],
    ["GET", `${QUEUE}/fal-ai//veo3`],
  ])("that no route is for is not found: %s %s", async (method, target) => {
    expect((await aim(target, method)).status).toBe(404);
    expect(stack.upstream.seen).toEqual([]);
  });

  it("means nothing to another provider's upstream, nor beside a path", async () => {
    expect((await aim(`${QUEUE}/v1/videos`, "POST", "openai")).status).toBe(404);
    const answer = await stack.call("fal", "/fal-ai", {
      method: "POST",
      body: JSON.stringify(INPUT),
      headers: { "x-fal-target-url": `${QUEUE}/fal-ai/veo3` },
    });
    expect(answer.status).toBe(404);
    expect((await stack.call("fal", "", { method: "POST", body: "{}" })).status).toBe(404);
    expect(stack.upstream.seen).toEqual([]);
  });

  it("loses the keys in its query, and keeps the rest of it", async () => {
    queue([], made);
    await aim(`${QUEUE}/${ENDPOINT}?key=secret&hint=a%20b`);
    expect(stack.upstream.seen.map(({ url }) => url)).toEqual([`/${ENDPOINT}?hint=a%20b`]);
  });
});
