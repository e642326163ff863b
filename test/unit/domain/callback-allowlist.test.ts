import { describe, expect, it } from "vitest";
import {
  allowsCallback,
  callbackFault,
  isPrivateHost,
} from "../../../domain/callback-allowlist.ts";

const allows = (entry: string, url: string) => allowsCallback(new URL(entry), new URL(url));

describe("a key's list of callbacks", () => {
  it.each([
    ["https://app.example", "https://app.example/any?job=1"],
    ["https://app.example/", "https://app.example/"],
    ["https://app.example/hooks", "https://app.example/hooks"],
    ["https://app.example/hooks/", "https://app.example/hooks/done"],
    ["https://app.example:8443", "https://app.example:8443/x"],
    ["https://app.example", "HTTPS://APP.example:443/x"],
    ["http://127.0.0.1:9000", "http://127.0.0.1:9000/x"],
    ["http://web:3000/hooks", "http://web:3000/hooks/a"],
  ])("%s allows %s", (entry, url) => {
    expect(allows(entry, url)).toBe(true);
  });

  it.each([
    ["https://app.example", "https://app.example.evil.test/"],
    ["https://app.example", "https://evil.test/https://app.example"],
    ["https://app.example", "https://app.example@evil.test/"],
    ["https://app.example", "https://user:word@app.example/"],
    ["https://app.example", "http://app.example/"],
    ["https://app.example", "https://app.example:8443/"],
    ["https://app.example/hooks", "https://app.example/hooks-of-others"],
    ["https://app.example/hooks", "https://app.example/hooks/../admin"],
    ["https://app.example/hooks", "https://app.example/hooks/%2e%2e/admin"],
    ["https://app.example/hooks", "https://app.example/hooks/..%2fadmin"],
    ["https://app.example/hooks", "https://app.example/hooks/..%5Cadmin"],
    ["http://127.0.0.1:9000", "http://127.0.0.1:9001/"],
    ["https://app.example", "javascript:alert(1)"],
  ])("%s does not allow %s", (entry, url) => {
    expect(allows(entry, url)).toBe(false);
  });

  it.each([
    "ftp://app.example",
    "http://app.example",
    "http://93.184.216.34",
    "https://user@app.example",
    "file:///etc/passwd",
  ])("says what is wrong with %s", (text) => {
    expect(callbackFault(new URL(text))).toMatch(/^must /);
  });
});

describe("a host that can only be meant inside one's own network", () => {
  it.each([
    "localhost",
    "web",
    "hooks.default.internal",
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "[::1]",
    "[fd12:3456::1]",
  ])("is %s", (host) => {
    expect(isPrivateHost(new URL(`http://${host}/`).hostname)).toBe(true);
  });

  it.each([
    "app.example",
    "8.8.8.8",
    "172.32.0.1",
    "100.128.0.1",
    "169.254.169.254",
    "localhost.example",
    "[2606:4700::1111]",
    "[::ffff:169.254.169.254]",
    "internal.example",
  ])("is not %s", (host) => {
    expect(isPrivateHost(new URL(`http://${host}/`).hostname)).toBe(false);
  });
});
