import { chromium } from "@playwright/test";
import type { Browser } from "@playwright/test";
import { findChromium } from "../../scripts/testing/find-chromium.ts";

// A container runs the browser as root, without a GPU and without a way out: no QUIC, no updates.
const launchFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

/**
 * Starts a headless Chromium; who opens it closes it.
 *
 * @throws Error when no browser is installed: a missing browser fails a test, it never skips it.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium(process.env);
  if (executablePath === undefined) {
    throw new Error("No Chromium found: install Debian's `chromium` or set CHROMIUM_PATH.");
  }
  return chromium.launch({ executablePath, args: launchFlags });
}
