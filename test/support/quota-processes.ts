import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import type { Postgres, PostgresOptions } from "../../db/postgres/client.ts";
import type { AdmissionResult } from "../../ingest/job-book.ts";
import type { QuotaCall, QuotaOrder, QuotaReply } from "./quota-orders.ts";

/**
 * The process was killed before it answered: what it was told is done, or will never be. Thrown once nothing of it
 * runs in the database any more.
 */
export class ProcessKilledError extends Error {
  override readonly name = "ProcessKilledError";
}

/** The process is being replaced: it was told nothing. */
export class ProcessAwayError extends Error {
  override readonly name = "ProcessAwayError";
}

/** Whether an order was not answered because its process was killed or is not there. */
export function isAway(error: unknown): boolean {
  return error instanceof ProcessKilledError || error instanceof ProcessAwayError;
}

/** Processes on one database that take orders side by side. */
export interface QuotaProcesses {
  readonly count: number;
  /** @throws ProcessKilledError, ProcessAwayError; Error when the order failed. */
  order(index: number, order: QuotaOrder): Promise<AdmissionResult | null>;
  /** Every process learns of changed rules, those too that are being replaced. */
  refresh(): Promise<void>;
  /** kill -9; another one starts in its place. Does nothing to one that is being replaced. */
  kill(index: number): void;
  kills(): number;
  close(): Promise<void>;
}

interface Member {
  readonly child: ChildProcess;
  readonly waiting: Map<number, { done(reply: QuotaReply): void; gone(): void }>;
}

export async function startQuotaProcesses(options: {
  readonly pg: Postgres;
  readonly database: PostgresOptions;
  readonly masterKey: Uint8Array;
  readonly count: number;
}): Promise<QuotaProcesses> {
  const { pg, database } = options;
  if (database.kind !== "url") throw new Error("processes share a server");
  const masterKey = Buffer.from(options.masterKey).toString("hex");
  const start = () => startMember(pg, database.url, masterKey);
  const members = await Promise.all(Array.from({ length: options.count }, start));
  const replacing = new Map<number, Promise<void>>();
  let kills = 0;
  let calls = 0;

  const member = (index: number): Member => {
    const found = members[index];
    if (found === undefined) throw new Error(`there is no process ${index}`);
    return found;
  };
  const order: QuotaProcesses["order"] = (index, what) => {
    const { child, waiting } = member(index);
    const call = (calls += 1);
    return new Promise((resolve, reject) => {
      if (!child.connected) {
        reject(new ProcessAwayError());
        return;
      }
      waiting.set(call, {
        done: (reply) =>
          reply.kind === "done" ? resolve(reply.admission) : reject(new Error(reply.message)),
        gone: () => reject(new ProcessKilledError()),
      });
      const message: QuotaCall = { call, order: what };
      // A pipe that breaks here is a process that ends: its exit answers the call.
      child.send(message, () => undefined);
    });
  };
  const replace = async (index: number): Promise<void> => {
    const { child } = member(index);
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
    members[index] = await start();
  };
  const whole = async (): Promise<void> => {
    while (replacing.size > 0) await Promise.all(replacing.values());
  };
  return {
    count: options.count,
    order,
    async refresh() {
      for (let told = false; !told;) {
        await whole();
        told = await Promise.all(members.map((_, index) => order(index, { kind: "refresh" }))).then(
          () => true,
          // Who is started in its place may have read the rules before they changed.
          (error: unknown) => (isAway(error) ? false : Promise.reject(error)),
        );
      }
    },
    kill(index) {
      if (replacing.has(index)) return;
      kills += 1;
      replacing.set(
        index,
        replace(index).finally(() => replacing.delete(index)),
      );
    },
    kills: () => kills,
    async close() {
      await Promise.allSettled(replacing.values());
      await Promise.all(
        members.map(async ({ child }) => {
          const gone = once(child, "exit");
          child.disconnect();
          await gone;
        }),
      );
    },
  };
}

async function startMember(pg: Postgres, url: string, masterKey: string): Promise<Member> {
  const name = `quota_${randomUUID()}`;
  const named = new URL(url);
  named.searchParams.set("application_name", name);
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "quota-process-child.ts"), named.href, masterKey],
    { stdio: ["ignore", "ignore", "inherit", "ipc"], serialization: "advanced" },
  );
  const waiting: Member["waiting"] = new Map();
  const failed = once(child, "exit").then(() => Promise.reject(new Error("a quota process ended")));
  await Promise.race([once(child, "message"), failed]);
  failed.catch(() => undefined);
  child.on("message", (reply: QuotaReply) => {
    const caller = waiting.get(reply.call);
    if (waiting.delete(reply.call)) caller?.done(reply);
  });
  child.on("exit", () => void answerForIt(pg, name, waiting));
  return { child, waiting };
}

/** Waits until no statement of a process that ended can commit any more. Each look is a round trip: it does not spin. */
async function answerForIt(pg: Postgres, name: string, waiting: Member["waiting"]): Promise<void> {
  const left = [...waiting.values()];
  waiting.clear();
  if (left.length === 0) return;
  for (;;) {
    const running = await pg.sql`select 1 from pg_stat_activity where application_name = ${name}`;
    if (running.length === 0) break;
  }
  for (const caller of left) caller.gone();
}
