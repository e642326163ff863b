import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import OpenAI from "openai";
import { describe, expect, it, onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** `npm run simulator -- …` without npm in between. */
function run(args: readonly string[]) {
  const child = spawn("node_modules/.bin/tsx", ["simulator/main.ts", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (part: Buffer) => {
    output += part.toString();
  });
  child.stderr.on("data", (part: Buffer) => {
    errors += part.toString();
  });
  const exit = once(child, "close");
  onTestFinished(() => {
    child.kill("SIGTERM");
  });
  return { child, exit, output: () => output, errors: () => errors };
}

describe("the simulator as a process", () => {
  it("prints its base URL, serves the SDK there, and leaves with 0 when told to stop", async () => {
    const { child, exit, output } = run(["--port", "0", "--queue-ms", "0", "--generation-ms", "0"]);
    await expect.poll(output, { timeout: 20_000 }).toContain("Ctrl-C stops it.");
    const baseURL = /http:\/\/127\.0\.0\.1:\d+\/v1/.exec(output())?.[0];
    const client = new OpenAI({ apiKey: "any", baseURL: baseURL ?? "", maxRetries: 0 });
    const { id } = await client.videos.create({ prompt: "a boat" });
    expect((await client.videos.retrieve(id)).status).toBe("completed");
    child.kill("SIGTERM");
    expect((await exit)[0]).toBe(0);
  });

  it("refuses bad flags with a sentence and exit code 2, and explains itself with --help", async () => {
    const bad = run(["--failure-rate", "2"]);
    expect((await bad.exit)[0]).toBe(2);
    expect(bad.errors()).toContain("--failure-rate must be from 0 to 1");
    const help = run(["--help"]);
    expect((await help.exit)[0]).toBe(0);
    expect(help.output()).toContain("--generation-ms");
  });
});
