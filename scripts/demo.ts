import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createSimulator } from "../simulator/create-simulator.ts";
import { GPU_SECONDS_PER_VIDEO_SECOND } from "./demo/launch-plan.ts";
import { DEMO_HELP, parseDemoArguments, type DemoArguments } from "./demo/demo-arguments.ts";
import { startLiveTraffic, type LiveEvent } from "./demo/live-traffic.ts";
import { fleetPlan } from "./demo/fleet-plan.ts";
import { loadYear } from "./demo/load-year.ts";
import { setUpDemo } from "./demo/set-up-demo.ts";

/** Shown on the sign-in page of the demo; it guards synthetic data on loopback. */
const ACCOUNT = { email: "demo@example.com", password: "synthetic-demo-data" };
const UPSTREAM = "demo";
const SIMULATOR_KEY = "sk-demo";
const EXIT_MISUSED = 2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<void> {
  const parsed = parseDemoArguments(argv);
  if (parsed.kind === "help") return say(DEMO_HELP);
  if (parsed.kind === "misused") {
    process.stderr.write(`${parsed.message}\nTry: npm run demo -- --help\n`);
    process.exitCode = EXIT_MISUSED;
    return;
  }
  try {
    await demo(parsed.options);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

async function demo(options: DemoArguments): Promise<void> {
  const dataDir = resolve(options.dataDir);
  if (options.fresh) await rm(dataDir, { recursive: true, force: true });
  say(`Demo: a year of a generative-video product that loses money, in ${options.dataDir}.`);
  say("Demo data, synthetic, calibrated to public estimates.");
  const loaded = await loadYear({
    dataDir,
    generations: options.generations,
    seed: options.seed,
    endMs: Date.now(),
    upstream: UPSTREAM,
    account: ACCOUNT,
    say,
  });
  if (!loaded) say("The year is loaded already (--fresh loads it anew).");

  const simulator = createSimulator({
    apiKeys: [SIMULATOR_KEY],
    seed: options.seed,
    generationMs: { minMs: 4_000, maxMs: 15_000 },
    failureRate: 0.05,
    blockRate: 0.02,
    reportInferenceTime: true,
    gpuSecondsPerVideoSecond: GPU_SECONDS_PER_VIDEO_SECOND,
  });
  const model = await simulator.listen({ port: 0 });
  const adminToken =
    process.env["REELMETER_ADMIN_TOKEN"] ?? `rm_admin_${randomBytes(32).toString("hex")}`;
  const server = startServer(dataDir, options.port, adminToken);
  try {
    await show(server, options, { adminToken, modelUrl: model.url });
  } finally {
    server.kill("SIGTERM");
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
    await model.close();
  }
}

/** Sets the server up, lets the traffic run, and ends when the person does. */
async function show(
  server: ChildProcess,
  options: DemoArguments,
  { adminToken, modelUrl }: { readonly adminToken: string; readonly modelUrl: string },
): Promise<void> {
  const ready = await readServer(server);
  const key = await setUpDemo({
    url: ready.url,
    adminToken,
    setupToken: ready.setupToken,
    account: ACCOUNT,
    fleet: fleetPlan(options.generations, Date.now()),
    upstream: { slug: UPSTREAM, baseUrl: `${modelUrl}/v1`, credential: SIMULATOR_KEY },
  });
  const counts = new Map<string, number>();
  const traffic = options.live
    ? startLiveTraffic({
        baseUrl: `${ready.url}/proxy/${UPSTREAM}/v1`,
        key,
        everyMs: options.everyMs,
        seed: options.seed,
        onEvent: (event) => tell(event, counts),
      })
    : null;

  say("");
  say(`Open ${ready.url}`);
  say(`Sign in with ${ACCOUNT.email} and ${ACCOUNT.password}`);
  say(
    options.live
      ? "Live clips are being made through the proxy. Ctrl-C ends it."
      : "Ctrl-C ends it.",
  );
  await stopped(server);
  await traffic?.stop();
}

/** Runs the product as `npm start` does, on the demo's own data. */
function startServer(dataDir: string, port: number, adminToken: string): ChildProcess {
  const compiled = import.meta.dirname.endsWith(join("dist", "scripts"));
  const main = resolve(import.meta.dirname, compiled ? "../server/main.js" : "../server/main.ts");
  return spawn(process.execPath, compiled ? [main] : ["--import", "tsx", main], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      PORT: String(port),
      DATA_DIR: dataDir,
      REELMETER_ADMIN_TOKEN: adminToken,
      LOG_LEVEL: process.env["LOG_LEVEL"] ?? "warn",
    },
  });
}

/** Where the server listens, out of what it prints. @throws when it ends instead. */
async function readServer(
  server: ChildProcess,
): Promise<{ readonly url: string; readonly setupToken: string | null }> {
  let printed = "";
  for await (const chunk of server.stdout ?? []) {
    printed += String(chunk);
    const url = /Reelmeter is ready at (http\S+)/.exec(printed)?.[1];
    const next = /Next: .*\n/.exec(printed)?.[0];
    if (url !== undefined && next !== undefined) {
      return { url, setupToken: /[?&]token=([\w-]+)/.exec(next)?.[1] ?? null };
    }
  }
  throw new Error("The server did not start; its reason stands above.");
}

/** Resolves when the person or the server ends it. */
function stopped(server: ChildProcess): Promise<unknown> {
  const signal = new Promise<void>((done) => {
    // A second signal while it ends must not leave the server behind.
    process.on("SIGINT", () => done());
    process.on("SIGTERM", () => done());
  });
  return Promise.race([signal, once(server, "exit")]);
}

/** One line that counts what the live clips came to. */
function tell(event: LiveEvent, counts: Map<string, number>): void {
  const name = event.kind === "ended" ? event.status : "errors";
  counts.set(name, (counts.get(name) ?? 0) + 1);
  if (event.kind === "failed") process.stderr.write(`live clip: ${event.message}\n`);
  if (!process.stdout.isTTY) return;
  const line = [...counts].map(([status, count]) => `${count} ${status}`).join(", ");
  process.stdout.write(`\rLive: ${line}   `);
}
