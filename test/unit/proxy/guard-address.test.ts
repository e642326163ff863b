import { describe, expect, it } from "vitest";
import { isAllowedAddress } from "../../../ingest/proxy/guard-address.ts";

describe("the addresses an upstream may be reached at", () => {
  it.each(["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])("always: %s", (address) => {
    expect(isAllowedAddress(address, false)).toBe(true);
  });

  it.each([
    "127.0.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "::1",
    "fc00::1",
    "::ffff:7f00:1",
  ])("only where private ones are allowed: %s", (address) => {
    expect(isAllowedAddress(address, false)).toBe(false);
    expect(isAllowedAddress(address, true)).toBe(true);
  });

  it.each([
    "169.254.169.254",
    "fe80::1",
    "::ffff:169.254.169.254",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001::1",
    "168.63.129.16",
    "100.100.100.200",
    "fd00:ec2::254",
    "not-an-address",
  ])("never: %s", (address) => {
    expect(isAllowedAddress(address, true)).toBe(false);
    expect(isAllowedAddress(address, false)).toBe(false);
  });
});
