import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

import { childReportSchema } from "./child-messages.ts";
import type { ChildOrders } from "./child-messages.ts";
import { startNeighbour } from "./child-process.ts";
import { DataPlaneError } from "./data-plane-error.ts";
import { lastLines } from "./last-lines.ts";
import type { DataPlaneLog } from "./start-data-plane.ts";

export type DataPlaneState = "starting" | "ready" | "restarting" | "stopped";

/** A later start takes about a second; one after a crash may replay logs and load many parts. */
const READY_DEADLINE_MS = 120_000;
const FIRST_BACK_OFF_MS = 100;
const LONGEST_BACK_OFF_MS = 10_000;
/** A child that served this long was well: the next back-off starts small again. */
const WELL_AFTER_MS = 30_000;
/** The child's own deadline is 5 s; one that hangs is killed, its data being durable. */
const STOP_DEADLINE_MS = 10_000;

export interface SupervisedChild {
  pid(): number;
  state(): DataPlaneState;
  clickhousePort(): number;
  stop(): Promise<void>;
}

/**
 * Runs the child and starts it again whenever it ends, for as long as it takes, with a growing
 * pause. Resolves when it is ready for the first time; throws when the first start fails.
 */
export async function superviseChild(options: {
  orders: ChildOrders;
  log: DataPlaneLog;
}): Promise<SupervisedChild> {
  const { log } = options;
  const first = await firstStart(options.orders, log);
  const orders = { ...options.orders, clickhousePort: first.clickhousePort };
  const stopping = new AbortController();
  let current = first.child;
  let state: DataPlaneState = "ready";
  const supervision = supervise();

  async function supervise(): Promise<void> {
    let backOffMs = FIRST_BACK_OFF_MS;
    let startedAt = performance.now();
    for (;;) {
      const ended = await endOf(current);
      if (stopping.signal.aborted) return;
      state = "restarting";
      if (performance.now() - startedAt > WELL_AFTER_MS) backOffMs = FIRST_BACK_OFF_MS;
      log("error", "data_plane_died", { ...ended, restart_in_ms: backOffMs });
      const waited = await sleep(backOffMs, true, { signal: stopping.signal }).catch(() => false);
      if (!waited) return;
      backOffMs = Math.min(backOffMs * 2, LONGEST_BACK_OFF_MS);
      startedAt = performance.now();
      current = startNeighbour("child", []);
      try {
        await whenReady(current, orders, log);
        if (stopping.signal.aborted) continue;
        state = "ready";
        log("info", "data_plane_restarted", { pid: current.pid });
      } catch (error) {
        log("error", "data_plane_restart_failed", { reason: detailOf(error) });
        current.kill("SIGKILL");
      }
    }
  }

  return {
    pid: () => current.pid ?? 0,
    state: () => state,
    clickhousePort: () => first.clickhousePort,
    stop: async () => {
      if (state === "stopped") return;
      // One that is still starting listens to nothing yet, and its data are durable.
      if (state !== "ready") current.kill("SIGKILL");
      state = "stopped";
      stopping.abort();
      await stopChild(current, log);
      await supervision;
    },
  };
}

/** A port kept from an earlier run may be taken by now; on a first start another one will do. */
async function firstStart(orders: ChildOrders, log: DataPlaneLog) {
  for (const clickhousePort of new Set([orders.clickhousePort, 0])) {
    const child = startNeighbour("child", []);
    try {
      const ready = await whenReady(child, { ...orders, clickhousePort }, log);
      return { child, clickhousePort: ready };
    } catch (error) {
      await stopChild(child, log);
      if (!(error instanceof PortTaken)) throw error;
      log("warn", "data_plane_port_taken", { port: clickhousePort });
    }
  }
  throw startFailed("no free port on 127.0.0.1");
}

/** Gives the child its orders; resolves with its port, throws when it ends or is too slow. */
function whenReady(child: ChildProcess, orders: ChildOrders, log: DataPlaneLog): Promise<number> {
  const output = lastLines(child);
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(
      () => reject(startFailed(`not ready after ${READY_DEADLINE_MS} ms`)),
      READY_DEADLINE_MS,
    );
    child.on("message", (message) => {
      const report = childReportSchema.parse(message);
      if (report.kind === "ready") resolve(report.clickhousePort);
      else if (report.kind === "port_taken") reject(new PortTaken("port taken"));
      else log("error", "data_plane_fault", { where: report.where, reason: report.detail });
    });
    child.on("error", reject);
    child.once("close", (code, signal) => {
      clearTimeout(deadline);
      reject(startFailed(`ended with ${signal ?? code}: ${output()}`));
    });
    child.once("message", () => clearTimeout(deadline));
    child.send(orders, (error) => {
      if (error !== null) reject(error);
    });
  });
}

async function stopChild(child: ChildProcess, log: DataPlaneLog): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = endOf(child);
  const kill = setTimeout(() => {
    log("warn", "data_plane_killed", { after_ms: STOP_DEADLINE_MS });
    child.kill("SIGKILL");
  }, STOP_DEADLINE_MS);
  if (child.connected) child.send({ kind: "stop" }, () => undefined);
  await ended;
  clearTimeout(kill);
}

function endOf(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve({ code: child.exitCode, signal: child.signalCode });
  }
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
}

class PortTaken extends Error {}

function startFailed(detail: string): DataPlaneError {
  return new DataPlaneError({
    code: "data_plane_start_failed",
    message:
      "The embedded databases did not start. See the log; or set DATABASE_URL and CLICKHOUSE_URL.",
    detail,
    retry: true,
  });
}

function detailOf(error: unknown): string {
  return error instanceof DataPlaneError ? error.detail : String(error);
}
