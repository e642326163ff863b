import { expect, it } from "vitest";
import { findChromium } from "../../../scripts/testing/find-chromium.ts";

it("takes the browser that CHROMIUM_PATH names before any other", () => {
  expect(findChromium({ CHROMIUM_PATH: "/opt/browser" }, () => true)).toBe("/opt/browser");
});

it("finds nothing when CHROMIUM_PATH names a file that is not there", () => {
  const exists = (path: string): boolean => path !== "/opt/browser";
  expect(findChromium({ CHROMIUM_PATH: "/opt/browser" }, exists)).toBeUndefined();
});

it("looks in the usual places in order when CHROMIUM_PATH is empty", () => {
  const exists = (path: string): boolean => path.startsWith("/usr/bin/google");
  expect(findChromium({ CHROMIUM_PATH: "" }, exists)).toBe("/usr/bin/google-chrome-stable");
  expect(findChromium({}, () => false)).toBeUndefined();
});
