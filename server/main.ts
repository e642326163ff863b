import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DataPlaneError } from "../db/embedded/data-plane-error.ts";
import { describeFaults, parseConfig } from "./config.ts";
import { HELP } from "./help.ts";
import { startServer, type RunningServer } from "./start-server.ts";

const EXIT_FAILED = 1;
const EXIT_MISUSED = 2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

// Whoever read our lines may be gone before we are; a clean stop matters more than telling nobody.
process.stdout.on("error", () => {});

await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help") || args.includes("-h")) return say(HELP);
  if (args.length > 0) {
    return give(EXIT_MISUSED, `Unknown argument ${args[0]}. Try: npm start -- --help`);
  }
  const parsed = parseConfig(process.env);
  if (parsed.kind === "faulty") return give(EXIT_MISUSED, describeFaults(parsed.faults));

  const root = projectRoot();
  try {
    const server = await startServer({
      config: parsed.config,
      dashboardDir: join(root, "dist/web"),
      version: readVersion(root),
      say,
    });
    announce(server);
    stopOnSignals(server);
  } catch (error) {
    const unexpected = !(error instanceof DataPlaneError) && !(error instanceof Error);
    give(EXIT_FAILED, unexpected ? String(error) : error.message);
  }
}

/** This file runs as server/main.ts and as dist/server/main.js. */
function projectRoot(): string {
  const up = import.meta.dirname.endsWith(join("dist", "server")) ? "../.." : "..";
  return join(import.meta.dirname, up);
}

function readVersion(root: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const named = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return named ? String(manifest.version) : "unknown";
}

function announce(server: RunningServer): void {
  say(`Reelmeter is ready at ${server.url}`);
  if (server.setupUrl !== null) say(`Next: make the owner's account at ${server.setupUrl}`);
  else say(`Next: open ${server.url}${server.demo ? " (demo data, synthetic)" : ""}`);
}

function stopOnSignals(server: RunningServer): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    say("Stopping: waiting for what is under way …");
    void server.close().then(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

function give(code: number, message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}
