import { randomInt } from "node:crypto";
import { createContentAssets } from "./content-assets.ts";
import { type ControlSurface, createControlSurface } from "./control-surface.ts";
import { controlPrefix, handleControl } from "./control-routes.ts";
import { createCreateLimit } from "./create-limit.ts";
import type { Planned } from "./answer.ts";
import type { Engine } from "./engine.ts";
import { createFaultScript } from "./fault-script.ts";
import { handle } from "./handle.ts";
import type { Inbound } from "./inbound.ts";
import { createJobStore } from "./job-store.ts";
import type { LedgerEntry } from "./ledger.ts";
import { type Listening, listen } from "./listen.ts";
import { createRequestLog } from "./request-log.ts";
import { createSeededRandom } from "./seeded-random.ts";
import { serveFetch } from "./serve-fetch.ts";
import { serveNode } from "./serve-node.ts";
import { type SimulatorOptions, withDefaults } from "./simulator-options.ts";
import { openStateFile } from "./state-file.ts";
import { createWebhookSender } from "./webhook-sender.ts";

/** A video model that makes no video but behaves like one, on OpenAI's `/v1/videos` wire. */
export interface Simulator {
  /** One request without a socket. */
  fetch(request: Request): Promise<Response>;
  /** Opens a port; 127.0.0.1 and any free port unless told otherwise. */
  listen(where?: { readonly port?: number; readonly host?: string }): Promise<Listening>;
  /** Every job ever accepted, in the order of acceptance. */
  ledger(): LedgerEntry[];
  readonly control: ControlSurface;
  /** Closes the ports, stops the webhooks, closes the state file. A second call does nothing. */
  close(): Promise<void>;
}

/**
 * Makes a simulator. Nothing is opened but the state file, when one is named. Throws when that
 * cannot be read, or when the webhook secret is not a `whsec_…` one.
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const settings = withDefaults(options);
  const seed = options.seed ?? randomInt(2 ** 32);
  const random = createSeededRandom(seed);
  const file = options.stateFile === undefined ? null : openStateFile(options.stateFile);
  const store = createJobStore(file);
  const engine: Engine = {
    settings,
    random,
    requestIds: createSeededRandom(seed ^ 0x5eed),
    store,
    assets: createContentAssets(),
    faults: createFaultScript(createSeededRandom(seed ^ 0xfa17)),
    log: createRequestLog(settings.rememberedRequests),
    webhooks: createWebhookSender(settings, store, createSeededRandom(seed ^ 0xe7e7)),
    createLimit: createCreateLimit(settings.createsPerMinute),
  };
  const control = createControlSurface(engine);
  const answer = (inbound: Inbound): Promise<Planned | null> =>
    inbound.target.startsWith(`${controlPrefix}/`)
      ? handleControl(control, inbound)
      : handle(engine, inbound);
  const ports = new Set<Listening>();
  let closed = false;

  return {
    fetch: (request) => serveFetch(answer, request),
    async listen(where = {}) {
      const listener = serveNode(answer, reportError);
      const opened = await listen(listener, {
        port: where.port ?? 0,
        host: where.host ?? "127.0.0.1",
      });
      ports.add(opened);
      return opened;
    },
    ledger: () => control.ledger(),
    control,
    async close() {
      if (closed) return;
      closed = true;
      engine.webhooks.close();
      await Promise.all([...ports].map((port) => port.close()));
      ports.clear();
      file?.close();
    },
  };
}

/** A fault of the simulator itself, never a scripted one. */
function reportError(error: unknown): void {
  process.stderr.write(`simulator: ${error instanceof Error ? error.stack : String(error)}\n`);
}
