import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { GenerationDetail } from "../../api/contract/generations.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import type { ProviderFixture, WireAnswer } from "../support/provider-fixtures/provider-fixture.ts";
import { PROVIDER_FIXTURES } from "../support/provider-fixtures/provider-fixtures.ts";
import { startScriptedUpstream, type ScriptedUpstream } from "../support/scripted-upstream.ts";
import { startWebStack, type WebStack } from "../support/web-stack.ts";

/** Ends that providers bill each in a way of its own, as their fixtures tell them, and what a person reads then. */
const TOLD: readonly (readonly [provider: string, story: string, cost: string])[] = [
  ["runway", "finished", "$0.60"],
  ["runway", "failed and refunded", "$0.00"],
  ["xai", "kept back by moderation and charged all the same", "$0.84"],
  ["byteplus_ark", "finished, by its tokens", "$0.7623"],
  ["google_gemini", "finished", "$1.92"],
  ["google_gemini", "finished with one of its two samples kept back", "$0.96"],
  ["google_gemini", "finished, its input and its video each at a price of its own", "$0.810901"],
  ["kling", "finished, paid in yuan", "CN¥5.88"],
  ["kling", "finished, paid in money of a currency that it does not name", "$0.84"],
  ["minimax", "finished, with an input clip's seconds billed too", "$0.96"],
  ["replicate", "cancelled after its start, and charged", "$0.75"],
  ["replicate", "aborted before its start", "$0.00"],
  ["fal", "moderated after a GPU worked on it, which is charged", "$0.80"],
  ["fal", "completed, and failed all the same", "$0.00"],
];

let stack: WebStack;
let upstream: ScriptedUpstream;
let session: BrowserSession;
let key: string;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  upstream = await startScriptedUpstream();
  opened.push(upstream);
  stack = await startWebStack();
  opened.push(stack);
  for (const provider of new Set(TOLD.map(([name]) => name))) {
    const { status } = await stack.server.api("POST", "/api/v1/upstreams", {
      slug: slugOf(provider),
      provider,
      base_url: upstream.url,
      credential: "scripted",
      allow_private: true,
    });
    expect(status).toBe(201);
  }
  for (const { provider, ownPrices = [] } of PROVIDER_FIXTURES) {
    if (!TOLD.some(([name]) => name === provider)) continue;
    for (const price of ownPrices) {
      const terms = { provider, currency: "USD", valid_from: "2025-01-01", ...price };
      expect((await stack.server.api("POST", "/api/v1/prices", terms)).status).toBe(201);
    }
  }
  const made = await stack.server.api("POST", "/api/v1/keys", { name: "bills" });
  key = String((made.body as { key: unknown }).key);
  session = await openBrowser(stack.server.url);
  opened.push(session);
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

const slugOf = (provider: string) => provider.replaceAll("_", "-");

function send(response: Parameters<ScriptedUpstream["answer"]>[1], answer: WireAnswer): void {
  const { status, text, headers = {} } = answer;
  const type = text === "" ? {} : { "content-type": "application/json" };
  response.writeHead(status, { ...type, ...headers }).end(text);
}

function call(fixture: ProviderFixture, path: string, body?: object): Promise<Response> {
  return fetch(`${stack.server.url}/proxy/${slugOf(fixture.provider)}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      ...fixture.createHeaders,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Tells a story to the product as its client would hear it. @returns the generation's id. */
async function tell(fixture: ProviderFixture, id: string, answers: readonly WireAnswer[]) {
  const left = [...answers];
  upstream.answer = (request, response) => {
    const isCreate = request.method === "POST" && request.url === fixture.createPath;
    const answer = isCreate ? fixture.accepted(id, upstream.url) : left.shift();
    send(response, answer ?? fixture.unknown);
  };
  const made = await call(fixture, fixture.createPath, fixture.createBody);
  expect(made.ok).toBe(true);
  await made.arrayBuffer();
  while (left.length > 0) {
    await (await call(fixture, fixture.pollPath(id), fixture.pollBody?.(id))).arrayBuffer();
  }
  return made.headers.get("reelmeter-generation-id") ?? "";
}

function storyOf(provider: string, name: string) {
  const fixture = PROVIDER_FIXTURES.find(
    (each) => each.provider === provider && each.stories.some((story) => story.name === name),
  );
  const story = fixture?.stories.find((each) => each.name === name);
  if (fixture === undefined || story === undefined) throw new Error("no such story");
  return { fixture, story };
}

async function detailOf(id: string): Promise<GenerationDetail> {
  const { status, body } = await stack.server.api("GET", `/api/v1/generations/${id}`);
  expect(status).toBe(200);
  return body as GenerationDetail;
}

async function costOnPage(id: string): Promise<string | null> {
  const { context, page } = await session.open({ cookie: stack.session });
  await page.goto(`/generations/${id}`);
  const text = await page.getByTestId("cost").textContent();
  await context.close();
  return text;
}

const SOON = { timeout: 20_000, interval: 100 };

it.each(TOLD)(
  "shows what %s charged for what is %s on the clip's page: %s",
  async (provider, name, cost) => {
    const { fixture, story } = storyOf(provider, name);
    const job = randomUUID();
    const id = await tell(fixture, job, story.polls(job, upstream.url));
    const booked = { amount: story.cost, currency: story.currency ?? "USD", basis: story.basis };
    await vi.waitFor(
      async () => expect(await detailOf(id)).toMatchObject({ status: story.state, cost: booked }),
      SOON,
    );
    expect(await costOnPage(id)).toBe(cost);
  },
);

it("shows a refund that comes later as a new version of the same clip", async () => {
  const { fixture, story } = storyOf("runway", "finished");
  const job = randomUUID();
  const answers = story.polls(job, upstream.url);
  const last = answers.at(-1) ?? fixture.unknown;
  const refunded = { ...last, text: last.text.replace('"credits":60', '"credits":12') };
  const id = await tell(fixture, job, [...answers, refunded]);
  await vi.waitFor(
    async () =>
      expect(await detailOf(id)).toMatchObject({
        status: "succeeded",
        cost: { amount: "0.120000000", basis: "billed_units" },
      }),
    SOON,
  );
  expect(await costOnPage(id)).toBe("$0.12");
});
