import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { newDataDir } from "./data-plane.ts";
import { serverEntry } from "./server-entry.ts";

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;
const ROOT = resolve(import.meta.dirname, "../..");

export interface RunningServer {
  readonly url: string;
  readonly adminToken: string;
  /** One-time token for the owner's set-up; null once there is an owner. */
  readonly setupToken: string | null;
  readonly dataDir: string;
  readonly pid: number;
  /** What it has said so far, standard output and standard error. */
  output(): string;
  /** A JSON call with the management token. */
  api(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** Null while it runs, and after a signal ended it. */
  exitCode(): number | null;
  /** Ends the process as given and waits until it is gone; the data stay. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Stops it (when still running) and removes its data. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Start again on the data of an earlier one. */
  readonly dataDir?: string;
  /** Nothing is made for it: the server makes its own databases, which takes seconds. */
  readonly fresh?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** The real server as a user starts it, in a process of its own, on a free port and embedded engines. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const dataDir = options.dataDir ?? (await newDirectory(options));
  const adminToken =
    options.env?.["REELMETER_ADMIN_TOKEN"] ?? "rm_admin_test_0123456789abcdef0123456789abcdef";
  const child = spawn(process.execPath, serverEntry(), {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      PORT: "0",
      DATA_DIR: dataDir,
      REELMETER_ADMIN_TOKEN: adminToken,
      LOG_LEVEL: "info",
      ...options.env,
    },
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));

  const url = await readyUrl(child, () => output);
  const api: RunningServer["api"] = async (method, path, body) => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  };
  const kill = async (signal: NodeJS.Signals = "SIGTERM") => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    const hard = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await gone;
    clearTimeout(hard);
  };
  return {
    url,
    adminToken,
    setupToken: /[?&]token=([\w-]+)/.exec(output)?.[1] ?? null,
    dataDir,
    pid: child.pid ?? 0,
    output: () => output,
    api,
    exitCode: () => child.exitCode,
    kill,
    stop: async () => {
      await kill();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

function newDirectory({ fresh, env }: ServerOptions): Promise<string> {
  const ownDatabases = fresh === true || env?.["DATABASE_URL"] !== undefined;
  return ownDatabases ? mkdtemp(join(tmpdir(), "reelmeter-")) : newDataDir();
}

/** The address in the line that says that it is ready, once the line behind it, with the set-up's token, is here too. */
async function readyUrl(child: ChildProcess, output: () => string): Promise<string> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const url = /Reelmeter is ready at (http\S+)/.exec(output())?.[1];
    if (url !== undefined && /Next: .*\n/.test(output())) return url;
    if (child.exitCode !== null) {
      throw new Error(`the server ended with ${child.exitCode}:\n${output()}`);
    }
    await new Promise((tick) => setTimeout(tick, 20));
  }
  child.kill("SIGKILL");
  throw new Error(`the server was not ready after ${START_TIMEOUT_MS} ms:\n${output()}`);
}
