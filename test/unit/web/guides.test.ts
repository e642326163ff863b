import { parseSync } from "vite";
import { describe, expect, it } from "vitest";
import {
  CUSTOM_PROVIDER,
  isProvider,
  PROVIDER_CATALOGUE,
  PROVIDERS,
} from "../../../domain/provider-catalogue.ts";
import { createRouteMatcher } from "../../../ingest/proxy/match-route.ts";
import { ADAPTERS } from "../../../ingest/providers/registry.ts";
import { guideOf, sdksOf, targetOf } from "../../../web/guides/guide-of.ts";
import { jsValue } from "../../../web/guides/snippet-text.ts";
import { chooseGuide, findEntries, guideEntries } from "../../../web/pages/docs/choose-guide.ts";
import { EXAMPLE_WIRE } from "../../../web/pages/upstreams/example-wire.ts";
import { readDocsSearch } from "../../../web/view/docs-search.ts";
import { PROVIDER_FIXTURES } from "../../support/provider-fixtures/provider-fixtures.ts";

const ORIGIN = "https://reelmeter.example";
const KEY = "rm_live_a-key";
const upstream = (slug: string, provider: string, more = {}) => ({
  id: slug,
  slug,
  provider,
  base_url: "https://provider.example/v1/projects/acme/locations/europe-west4",
  credential_last4: "abcd",
  has_webhook_secret: false,
  allow_private: false,
  gpu: null,
  wire: null,
  wire_fault: null,
  proxy_url: `${ORIGIN}/proxy/${slug}`,
  webhook_url: "",
  created_at: "2026-11-01T00:00:00Z",
  disabled_at: null,
  ...more,
});
const every = PROVIDERS.flatMap((provider) =>
  sdksOf(guideOf({ provider, wire: null })).map((sdk) => ({ provider, sdk, id: sdk.id })),
);
const adapterOf = (provider: string) => {
  const adapter = ADAPTERS.find((each) => each.provider === provider);
  if (adapter === undefined) throw new Error(provider);
  return adapter;
};

const memberAt = (value: unknown, path: string) =>
  path.split(".").reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], value);
/** One for each provider: of its several APIs the one that the guide speaks. */
const fixtures = PROVIDER_FIXTURES.filter(
  ({ provider, api, createPath }) =>
    isProvider(provider) &&
    (api === undefined || createPath === guideOf({ provider, wire: null }).call.path),
);

describe("the snippets", () => {
  it("are there for every provider of the catalogue, bare HTTP among them", () => {
    for (const provider of PROVIDERS) {
      const ids = sdksOf(guideOf({ provider, wire: null })).map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining(["fetch", "curl"]));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it.each(every)(
    "of $provider by $id lead here with the key, and can be read",
    ({ provider, sdk }) => {
      const { sdkBase } = PROVIDER_CATALOGUE[provider];
      const ours = upstream("mine", provider, { proxy_url: `${ORIGIN}/proxy/mine${sdkBase}` });
      const code = sdk.first(targetOf(provider, ours, ORIGIN, KEY));
      expect(code).toContain(`${ORIGIN}/proxy/mine`);
      expect(code).toContain(KEY);
      expect(code).toContain("u_42");
      const unnamed = sdk.first(targetOf(provider, null, ORIGIN, null));
      expect(unnamed).toContain(`${ORIGIN}/proxy/${provider}`);
      expect(unnamed).toContain("REELMETER_KEY");
      if (sdk.id === "curl" || sdk.id === "openai-python") return;
      for (const text of [code, sdk.refused(guideOf({ provider, wire: null }).detailsAt)]) {
        expect(parseSync("snippet.mjs", text).errors).toEqual([]);
      }
    },
  );

  it.each(PROVIDERS)("create by a call that the wire of %s declares", (provider) => {
    const { path } = guideOf({ provider, wire: null }).call;
    const plain = path.replace("{project}", "acme").replace("{location}", "us-central1");
    const match = createRouteMatcher()(adapterOf(provider), "POST", plain.replace(/\?.*/, ""));
    expect(match).toMatchObject({ kind: "route", route: { kind: "create" } });
  });

  it.each(fixtures)(
    "ask about the job where $provider has it",
    ({ provider, accepted, pollPath }) => {
      const { poll } = guideOf({ provider, wire: null }).call;
      if (poll === null) return;
      const answer: unknown = JSON.parse(accepted("job-1", "https://upstream.example").text);
      const id = String(memberAt(answer, poll.id));
      expect(poll.path.replace("{id}", id).startsWith(pollPath("job-1"))).toBe(true);
    },
  );

  it.each(PROVIDERS)("look for a limit's figures where a refusal of %s has them", (provider) => {
    const refusal = {
      status: 429,
      type: "quota_exceeded",
      code: "user_quota_exceeded",
      message: "No",
    };
    const body = adapterOf(provider).refuse({ ...refusal, detail: { resets_at: "tomorrow" } });
    const found = memberAt(body, guideOf({ provider, wire: null }).detailsAt);
    expect(found).toMatchObject({ resets_at: "tomorrow" });
  });

  it("of a described wire are its own calls", () => {
    const row = upstream("acme", CUSTOM_PROVIDER, { wire: EXAMPLE_WIRE });
    const [first] = sdksOf(guideOf(row));
    const code = first.first(targetOf(row.provider, row, ORIGIN, null));
    expect(code).toContain(`${ORIGIN}/proxy/acme/v1/jobs"`);
    expect(code).toContain(`${ORIGIN}/proxy/acme/v1/jobs/\${made?.id}`);
  });

  it("name the project and the location that a Vertex AI upstream stands for", () => {
    const row = upstream("vertex", "google_vertex");
    for (const sdk of sdksOf(guideOf(row))) {
      const code = sdk.first(targetOf(row.provider, row, ORIGIN, null));
      expect(code).toContain("acme");
      expect(code).toContain("europe-west4");
    }
  });

  it("write values as source that reads back as the same", () => {
    const value = {
      a: 1,
      "b-c": [{ d: '"quoted" and a rather long text to break the line' }, null],
    };
    expect(new Function(`return ${jsValue(value)}`)()).toEqual(value);
  });
});

describe("the choice of a guide", () => {
  const rows = [
    upstream("gone", "kling", { disabled_at: "2026-11-02T00:00:00Z" }),
    upstream("veo-a", "google_gemini"),
    upstream("veo-b", "google_gemini"),
  ];
  const chosen = (search: Record<string, string>) =>
    chooseGuide(guideEntries(rows), readDocsSearch(search));

  it("is the workspace's own first, and what the address names", () => {
    expect(chosen({})).toMatchObject({ provider: "google_gemini", upstream: { slug: "veo-a" } });
    expect(chosen({ upstream: "veo-b", sdk: "ai-sdk" })).toMatchObject({
      upstream: { slug: "veo-b" },
      sdk: { id: "ai-sdk" },
    });
    expect(chosen({ provider: "kling" })).toMatchObject({ provider: "kling", upstream: null });
  });

  it("falls back for what there is not", () => {
    const at = chosen({ provider: "abacus", sdk: "runway", upstream: "none" });
    expect(at).toMatchObject({ provider: "google_gemini", sdk: { id: "google-genai" } });
    expect(chooseGuide(guideEntries([]), {})).toMatchObject({ provider: "openai", upstream: null });
  });

  it.each([
    ["veo-b", "google_gemini"],
    ["runwayml", "runway"],
    ["seedance", "byteplus_ark"],
    ["@ai-sdk/xai", "xai"],
  ])("is found by %s", (q, provider) => {
    expect(findEntries(guideEntries(rows), q).map((entry) => entry.provider)).toContain(provider);
  });

  it("finds nothing by what no provider is called", () => {
    expect(findEntries(guideEntries(rows), "typewriter")).toEqual([]);
  });
});
