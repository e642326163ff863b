import { describe, expect, it } from "vitest";
import { ownUrl, withOwnUrls } from "../../../ingest/providers/own-url.ts";

const at = (baseUrl: string) => ({
  baseUrl: new URL(baseUrl),
  ownBase: "https://meter.example/proxy/router",
});

describe("an address of the provider", () => {
  it.each([
    ["https://router.example", "/api/v1/videos/a"],
    ["https://router.example/api/v1", "/api/v1/videos/a"],
    ["https://router.example/gate", "/gate/api/v1/videos/a"],
    ["https://router.example/gate/api/v1", "/gate/api/v1/videos/a"],
  ])("leads back here from the base %s", (base, path) => {
    const url = `https://router.example${path}?index=0`;
    expect(ownUrl(url, at(base))).toBe(
      "https://meter.example/proxy/router/api/v1/videos/a?index=0",
    );
  });

  it.each([
    ["another host's", "https://cdn.example/api/v1/videos/a", "https://router.example"],
    ["another port's", "https://router.example:8443/api/v1/videos/a", "https://router.example"],
    ["another scheme's", "http://router.example/api/v1/videos/a", "https://router.example"],
    ["outside the base path", "https://router.example/other/a", "https://router.example/gate"],
    ["none", "videos/a", "https://router.example"],
  ])("stays when it is %s", (_name, url, base) => {
    expect(ownUrl(url, at(base))).toBeNull();
  });
});

it("replaces whole strings only, however their slashes are written, and leaves every other byte", () => {
  const url = "https://router.example/api/v1/videos/a";
  const text = `{"u": "https:\\/\\/router.example\\/api\\/v1\\/videos\\/a",
  "v":"${url}", "n": 1.50e2, "said": "see \\"${url}\\" or ${url}/b"}`;
  const own = "https://meter.example/proxy/router/api/v1/videos/a";
  expect(withOwnUrls(text, [url, url], at("https://router.example"))).toBe(
    `{"u": "${own}",
  "v":"${own}", "n": 1.50e2, "said": "see \\"${url}\\" or ${url}/b"}`,
  );
});
