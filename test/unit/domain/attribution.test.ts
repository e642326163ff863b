import { describe, expect, it } from "vitest";
import type { AttributionValues } from "../../../domain/attribution-fields.ts";
import { resolveAttribution } from "../../../domain/attribution.ts";

interface Said {
  readonly pinned?: AttributionValues;
  readonly defaults?: AttributionValues;
  readonly headers?: Record<string, string>;
  readonly body?: Record<string, string>;
}

const resolve = ({ pinned = {}, defaults = {}, headers = {}, body = {} }: Said) =>
  resolveAttribution({
    pinned,
    defaults,
    header: (name) => headers[name] ?? null,
    body: (name) => body[name] ?? null,
  });

const attributed = (said: Said) => {
  const result = resolve(said);
  if (result.kind === "refuse") throw new Error(`${result.header} ${result.reason}`);
  return result.attribution;
};

describe("attribution", () => {
  it("is (none) where nobody says anything", () => {
    expect(attributed({})).toEqual({
      feature: "(none)",
      user: "(none)",
      customer: "(none)",
      surface: "(none)",
      region: "(none)",
      platform: "(none)",
      plan: "(none)",
      tags: {},
    });
  });

  it("hears nothing from a source that says (none), but holds to a key that pins it", () => {
    const headers = { "reelmeter-feature": "(none)", baggage: "reelmeter.feature=remix" };
    expect(attributed({ headers }).feature).toBe("remix");
    expect(attributed({ headers, pinned: { feature: "(none)" } }).feature).toBe("(none)");
    expect(attributed({ headers: { "reelmeter-user": "(none)" } }).user).toBe("(none)");
  });

  it("takes the first source that speaks, in the stated order", () => {
    const layers: Said[] = [
      { pinned: { user: "pinned" } },
      { headers: { "reelmeter-user": "own" } },
      { headers: { baggage: "reelmeter.user=from%20baggage;p=1, other=x" } },
      { headers: { "helicone-user-id": "helicone" } },
      { headers: { "x-litellm-end-user-id": "litellm" } },
      { headers: { "x-portkey-metadata": '{"_user":"portkey"}' } },
      { headers: { "cf-aig-metadata": '{"user":"cloudflare"}' } },
      { body: { user: "body" } },
      { body: { safety_identifier: "safety" } },
      { body: { "metadata.user_id": "metadata" } },
      { defaults: { user: "default" } },
    ];
    const winners = layers.map((_, from) => {
      const rest = layers.slice(from);
      return attributed({
        ...(rest.find((said) => said.pinned)?.pinned && { pinned: { user: "pinned" } }),
        defaults: { user: "default" },
        headers: Object.assign({}, ...rest.map((said) => said.headers ?? {})),
        body: Object.assign({}, ...rest.map((said) => said.body ?? {})),
      }).user;
    });
    expect(winners).toEqual([
      "pinned",
      "own",
      "from baggage",
      "helicone",
      "litellm",
      "portkey",
      "cloudflare",
      "body",
      "safety",
      "metadata",
      "default",
    ]);
  });

  it("lets no header change what the key pins", () => {
    const said = { pinned: { feature: "remix" }, headers: { "reelmeter-feature": "free-ride" } };
    expect(attributed(said).feature).toBe("remix");
  });

  it("merges tags of all sources, the earlier source winning", () => {
    const { tags } = attributed({
      pinned: { tags: { team: "core" } },
      headers: { "reelmeter-tags": "team=other, run=7,flag", "cf-aig-metadata": '{"n":3}' },
      defaults: { tags: { run: "0", env: "prod" } },
    });
    expect(tags).toEqual({ team: "core", run: "7", flag: "true", n: "3", env: "prod" });
  });

  it("is not fooled by names of Object's own members", () => {
    expect(attributed({ headers: { "reelmeter-tags": "constructor=x" } }).tags).toEqual({
      constructor: "x",
    });
  });

  it.each([
    ["Reelmeter-User", { "reelmeter-user": "x".repeat(201) }],
    ["Reelmeter-User", { "reelmeter-user": "é".repeat(101) }],
    ["Reelmeter-Feature", { "reelmeter-feature": "a\tb" }],
    ["baggage", { baggage: "reelmeter.user=a%0Ab" }],
    ["x-portkey-metadata", { "x-portkey-metadata": "{" }],
    ["x-portkey-metadata", { "x-portkey-metadata": '{"_user":"\\ud800"}' }],
    ["Reelmeter-Tags", { "reelmeter-tags": "sp ace=1" }],
    [
      "Reelmeter-Tags",
      { "reelmeter-tags": Array.from({ length: 21 }, (_, i) => `t${i}=1`).join(",") },
    ],
  ])("refuses a value that can't be stored, naming %s", (header, headers) => {
    expect(resolve({ headers })).toMatchObject({ kind: "refuse", header });
  });

  it("takes 200 bytes exactly", () => {
    expect(attributed({ headers: { "reelmeter-user": "é".repeat(100) } }).user).toHaveLength(100);
  });
});
