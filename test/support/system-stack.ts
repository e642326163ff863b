import { rm } from "node:fs/promises";
import OpenAI from "openai";
import { createSimulator, type Simulator } from "../../simulator/create-simulator.ts";
import type { SimulatorOptions } from "../../simulator/simulator-options.ts";
import { newDataDir } from "./data-plane.ts";
import { startServer, type RunningServer } from "./running-server.ts";

/** The upstream's own key: only Reelmeter may know it. */
export const CREDENTIAL = "sk-only-the-upstream-knows";
export const USD_PER_SECOND = "0.10";

export interface System {
  readonly simulator: Simulator;
  readonly simulatorUrl: string;
  /** A key that may do everything. */
  readonly key: string;
  /** The process that runs now; another one after each restart. */
  readonly server: () => RunningServer;
  /** The official SDK at the proxy, without retries of its own. */
  readonly client: (headers?: Readonly<Record<string, string>>, apiKey?: string) => OpenAI;
  /** Ends the process (unless it is gone already) and starts another on the same data. */
  restart(signal?: NodeJS.Signals): Promise<void>;
  close(): Promise<void>;
}

export interface SystemOptions {
  readonly simulator?: SimulatorOptions | ((serverUrl: string) => SimulatorOptions);
  /** Fields of the upstream beside its address and credential. */
  readonly upstream?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** The real server as a user starts it and the simulator, with an upstream, a price and a key made by the API. */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const dataDir = await newDataDir();
  const start = () => startServer({ dataDir, ...(options.env && { env: options.env }) });
  let server = await start();
  const { simulator: wanted = {} } = options;
  const simulator = openSimulator(typeof wanted === "function" ? wanted(server.url) : wanted);
  const { url: simulatorUrl } = await simulator.listen();
  const { key } = await setUp(server, simulatorUrl, options.upstream);
  return {
    simulator,
    simulatorUrl,
    key,
    server: () => server,
    client: (headers = {}, apiKey = key) => sdk(server.url, apiKey, headers),
    async restart(signal = "SIGTERM") {
      await server.kill(signal);
      server = await start();
    },
    async close() {
      await server.kill();
      await simulator.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** A simulator that knows the credential alone and remembers every request of a test. */
export function openSimulator(options: SimulatorOptions = {}): Simulator {
  return createSimulator({
    queueMs: 20,
    generationMs: 200,
    apiKeys: [CREDENTIAL],
    rememberedRequests: 10_000,
    ...options,
  });
}

/** An upstream `openai`, the price of `sora-2` and a key. */
export async function setUp(
  server: RunningServer,
  simulatorUrl: string,
  upstream: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly key: string; readonly upstreamId: string }> {
  const made = await created(server, "/api/v1/upstreams", {
    slug: "openai",
    provider: "openai",
    base_url: `${simulatorUrl}/v1`,
    credential: CREDENTIAL,
    allow_private: true,
    ...upstream,
  });
  await created(server, "/api/v1/prices", {
    provider: "openai",
    model: "sora-2",
    unit: "second",
    amount: USD_PER_SECOND,
    currency: "USD",
    valid_from: "2025-10-06",
  });
  const { key } = await created(server, "/api/v1/keys", { name: "tests" });
  return { key: String(key), upstreamId: String(made["id"]) };
}

/** POSTs and gives what was made. @throws when the answer is not 201. */
export async function created(
  server: RunningServer,
  path: string,
  body: unknown,
): Promise<Record<string, unknown>> {
  const answer = await server.api("POST", path, body);
  if (answer.status !== 201) {
    throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.body as Record<string, unknown>;
}

export function sdk(
  serverUrl: string,
  apiKey: string,
  defaultHeaders: Readonly<Record<string, string>> = {},
): OpenAI {
  const baseURL = `${serverUrl}/proxy/openai/v1`;
  return new OpenAI({ baseURL, apiKey, defaultHeaders, maxRetries: 0 });
}
