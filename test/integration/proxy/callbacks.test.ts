import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADAPTERS } from "../../../ingest/providers/registry.ts";
import { falFixture } from "../../support/provider-fixtures/fal-fixture.ts";
import { PROVIDER_FIXTURES } from "../../support/provider-fixtures/provider-fixtures.ts";
import type { ProviderFixture } from "../../support/provider-fixtures/provider-fixture.ts";
import { plannedHold } from "../../support/planned-hold.ts";
import { startScriptedUpstream, type ScriptedUpstream } from "../../support/scripted-upstream.ts";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";

const TARGET = "https://app.example/hooks/video?job=1&secret=canary";
const LISTED = [new URL("https://app.example/hooks")];

const found = PROVIDER_FIXTURES.flatMap((fixture) => {
  const wire = ADAPTERS.find(({ provider }) => provider === fixture.provider)?.callback;
  const place = wire?.places.find((place) =>
    fixture.api === "by model" ? place.name.includes(".") : place.in === "body",
  );
  return place === undefined
    ? []
    : [{ name: `${fixture.provider} ${fixture.api ?? ""}`, fixture, field: place.name }];
});
const fixtureOf = (name: string) => {
  const one = found.find((each) => each.name.trim() === name);
  if (one === undefined) throw new Error(`no fixture ${name}`);
  return one.fixture;
};
const openrouter = fixtureOf("openrouter");
const kling = fixtureOf("kling by model");

/** The create's text with a callback in it, written as no serialiser would. */
function textWith(fixture: ProviderFixture, field: string, literal: string): string {
  const names = field.split(".");
  const member = names.reduceRight((value, name) => `{ "${name}"\t:\n${value} }`, literal);
  return `${JSON.stringify(fixture.createBody).slice(0, -1)} ,${member.slice(1)}`;
}

let upstream: ScriptedUpstream;
let proxy: StartedProxy;
let key: string;

async function start(fixture: ProviderFixture) {
  proxy = await startProxy({ upstreamUrl: upstream.url, provider: fixture.provider });
  upstream.answer = (_request, response) => {
    const { status, text } = fixture.accepted("job-1", upstream.url);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(text);
  };
  const { workspaceId } = proxy;
  key = proxy.directory.addKey({ workspaceId, callbacks: LISTED }).text;
}

async function create(
  fixture: ProviderFixture,
  body: string | FormData,
  sent: { readonly key?: string; readonly query?: string; readonly idempotencyKey?: string } = {},
) {
  const response = await fetch(
    `${proxy.url}/proxy/${fixture.provider}${fixture.createPath}${sent.query ?? ""}`,
    {
      method: "POST",
      headers: {
        authorization: `Bearer ${sent.key ?? key}`,
        ...(typeof body === "string" ? { "content-type": "application/json" } : {}),
        ...fixture.createHeaders,
        ...(sent.idempotencyKey === undefined ? {} : { "idempotency-key": sent.idempotencyKey }),
      },
      body,
    },
  );
  return { status: response.status, text: await response.text() };
}

function expectNothingDone(): void {
  expect(upstream.seen.filter((request) => request.complete)).toEqual([]);
  expect(proxy.jobBook.entries).toEqual([]);
  expect(proxy.callbacks.opened.size).toBe(0);
}

beforeEach(async () => {
  upstream = await startScriptedUpstream();
});
afterEach(async () => {
  await proxy.close();
  await upstream.close();
});

describe.each(found)("a create of $name that asks for a call by $field", ({ fixture, field }) => {
  it("goes upstream with our address in its place, and with every other byte as it came", async () => {
    await start(fixture);
    const written = JSON.stringify(TARGET).replaceAll("/", "\\/");
    const text = textWith(fixture, field, written);
    expect((await create(fixture, text)).status).toBeOneOf([200, 201, 202]);
    const [opened] = [...proxy.callbacks.opened.values()];
    expect(opened?.url.href).toBe(TARGET);
    expect(opened?.token).toMatch(/^[\w-]{43}$/);
    const own = `${proxy.url}/hooks/${fixture.provider}/${opened?.token}`;
    const [request] = upstream.seen;
    expect(request?.body.toString()).toBe(text.replace(written, JSON.stringify(own)));
    expect(request?.headers["content-length"]).toBe(String(request?.body.length));
    expect(proxy.jobBook.of("admit").map(({ job }) => job.generationId)).toEqual([
      opened?.generationId,
    ]);
    expect(proxy.logged.join("\n")).not.toContain("canary");
  });

  it("is refused in the provider's shape when its key doesn't list the address, before anything is sent or held", async () => {
    await start(fixture);
    const refused = await create(fixture, textWith(fixture, field, '"https://evil.example/x"'));
    expect(refused.status).toBe(403);
    expect(refused.text).toContain(field);
    const unlisted = await create(fixture, textWith(fixture, field, `"${TARGET}"`), {
      key: proxy.key,
    });
    expect(unlisted.status).toBe(403);
    expect(unlisted.text).not.toContain("canary");
    expectNothingDone();
  });

  it("asks for none with null or an empty text, which go as they are", async () => {
    await start(fixture);
    for (const literal of ["null", '""']) {
      const text = textWith(fixture, field, literal);
      expect((await create(fixture, text)).status).toBeOneOf([200, 201, 202]);
      expect(upstream.seen.at(-1)?.body.toString()).toBe(text);
    }
    expect(proxy.callbacks.opened.size).toBe(0);
  });
});

describe("a callback that can't be taken", () => {
  it.each([
    ["plain http in public", '"http://app.example/hooks"', 400],
    ["a user name", '"https://u:p@app.example/hooks"', 400],
    ["another scheme", '"file:///etc/passwd"', 400],
    ["no address", '"hooks"', 400],
    ["a number", "5", 400],
    ["a list", '["https://app.example/hooks"]', 400],
    ["an object", '{"url":"https://app.example/hooks"}', 400],
    ["a path beside the listed one", '"https://app.example/hooks/../admin"', 403],
    ["the cloud's metadata", '"http://169.254.169.254/latest"', 400],
    ["a host inside that nobody listed", '"http://localhost:5432/"', 403],
  ])("with %s is refused, and nothing is sent or held", async (_name, literal, status) => {
    await start(openrouter);
    const refused = await create(openrouter, textWith(openrouter, "callback_url", literal));
    expect(refused.status).toBe(status);
    expect(refused.text).toContain("callback_url");
    expectNothingDone();
  });

  it.each([
    [
      "the name twice",
      '"callback_url":"https://app.example/hooks","callback_url":"https://evil.example"',
    ],
    [
      "its name escaped beside it",
      '"callback_url":"https://app.example/hooks","callback\\u005furl":"https://evil.example"',
    ],
    ["its name in capitals", '"Callback_URL":"https://evil.example"'],
    [
      "two places at once",
      '"callback_url":"https://app.example/hooks","options":{"callback_url":"https://app.example/hooks"}',
    ],
    [
      "a name with a dot beside its place",
      '"options.callback_url":"https://app.example/hooks","options":{"callback_url":"https://evil.example"}',
    ],
  ])("with %s is refused: no second one is smuggled by", async (_name, members) => {
    await start(kling);
    const text = `${JSON.stringify(kling.createBody).slice(0, -1)},${members}}`;
    expect((await create(kling, text)).status).toBe(400);
    expectNothingDone();
  });

  it("in a body of more than 1 MiB, or in a form, is refused by its name", async () => {
    await start(openrouter);
    const image = JSON.stringify(`data:image/png;base64,${"A".repeat(1_500_000)}`);
    const long = textWith(openrouter, "callback_url", `"${TARGET}","image":${image}`);
    const refused = await create(openrouter, long);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("callback_url is not taken in a body of more than 1 MiB");
    const form = new FormData();
    form.append("model", "x");
    form.append("callback_url", TARGET);
    const formed = await create(openrouter, form);
    expect(formed.status).toBe(400);
    expect(formed.text).toContain("callback_url is taken in a JSON body alone");
    expectNothingDone();
  });
});

describe("a create with a callback", () => {
  it("that is refused for its quota leaves no callback", async () => {
    await start(openrouter);
    proxy.jobBook.beforeAdmit = async () => {
      expect(proxy.callbacks.opened.size).toBe(1);
    };
    proxy.jobBook.admission = {
      kind: "refused",
      hold: plannedHold("r1", 0n),
      used: 0n,
      held: 0n,
      limit: 0n,
      amount: 1n,
      freesAtMs: null,
    };
    const refused = await create(openrouter, textWith(openrouter, "callback_url", `"${TARGET}"`));
    expect(refused.status).toBe(429);
    expect(proxy.callbacks.opened.size).toBe(0);
  });

  it("is repeated by its idempotency key over what the client sent, and opened once", async () => {
    await start(openrouter);
    const text = textWith(openrouter, "callback_url", `"${TARGET}"`);
    const first = await create(openrouter, text, { idempotencyKey: "k1" });
    const again = await create(openrouter, text, { idempotencyKey: "k1" });
    expect(again).toEqual(first);
    const other = text.replace("job=1", "job=2");
    expect((await create(openrouter, other, { idempotencyKey: "k1" })).status).toBe(422);
    expect(upstream.seen).toHaveLength(1);
    expect(proxy.callbacks.opened.size).toBe(1);
  });
});

describe("a callback in the query", () => {
  const query = `?a=%20b&fal%5fwebhook=${encodeURIComponent(TARGET)}&c`;

  it.each([
    ["short", ""],
    ["too long for memory", "A".repeat(1_500_000)],
  ])(
    "is exchanged where the body is %s, and the rest of the query stays",
    async (_name, padding) => {
      await start(falFixture);
      const body = JSON.stringify({ ...falFixture.createBody, padding });
      expect((await create(falFixture, body, { query })).status).toBeOneOf([200, 201, 202]);
      const [opened] = [...proxy.callbacks.opened.values()];
      const own = encodeURIComponent(`${proxy.url}/hooks/fal/${opened?.token}`);
      expect(upstream.seen[0]?.url.split("?")[1]).toBe(`a=%20b&fal_webhook=${own}&c`);
      expect(upstream.seen[0]?.body.toString()).toBe(body);
    },
  );

  it.each([
    ["an address that isn't listed", "?fal_webhook=https%3A%2F%2Fevil.example", 403],
    ["two of them", `${query}&fal_webhook=https%3A%2F%2Fevil.example`, 400],
  ])("with %s is refused before a byte is sent", async (_name, asked, status) => {
    await start(falFixture);
    const body = JSON.stringify({ ...falFixture.createBody, padding: "A".repeat(1_500_000) });
    expect((await create(falFixture, body, { query: asked })).status).toBe(status);
    expect(upstream.seen).toEqual([]);
    expectNothingDone();
  });
});
