import { existsSync } from "node:fs";
import { findChromium } from "./find-chromium.ts";
import { runCommand } from "./run-command.ts";

const advice =
  "The browser tests need Chromium: install Debian's `chromium` package (or any Chromium or " +
  "Chrome) and, if it is not found, name it in CHROMIUM_PATH.";

/**
 * Sees to it that a Chromium is there: installs Debian's when there is none and `apt-get` exists.
 *
 * @throws Error saying what to install when it cannot be had here.
 */
export async function ensureChromium(): Promise<void> {
  if (findChromium(process.env) !== undefined) return;
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    throw new Error(`CHROMIUM_PATH names ${named}, which does not exist. ${advice}`);
  }
  if (!existsSync("/usr/bin/apt-get")) throw new Error(advice);
  console.log("No Chromium found: installing Debian's `chromium` for the browser tests …");
  const updated = await aptGet(["update", "--quiet"]);
  const installed =
    updated &&
    (await aptGet(["install", "--yes", "--quiet", "--no-install-recommends", "chromium"]));
  if (!installed || findChromium(process.env) === undefined) throw new Error(advice);
}

async function aptGet(args: readonly string[]): Promise<boolean> {
  const isRoot = process.getuid?.() === 0;
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  if (isRoot) return (await runCommand({ program: "apt-get", args, env })) === 0;
  if (!existsSync("/usr/bin/sudo")) throw new Error(advice);
  // -n: a run without a terminal must fail here instead of waiting for a password.
  return (await runCommand({ program: "sudo", args: ["-n", "apt-get", ...args], env })) === 0;
}
