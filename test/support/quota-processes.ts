import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import type { Postgres, PostgresOptions } from "../../db/postgres/client.ts";
import type { AdmissionResult } from "../../ingest/job-book.ts";
import type { QuotaCall, QuotaOrder, QuotaReply } from "./quota-orders.ts";

/** The process was killed before it answered: what it was told may be done, or not. */
export class ProcessKilledError extends Error {
  override readonly name = "ProcessKilledError";
}

/** Processes on one database that take orders side by side. */
export interface QuotaProcesses {
  readonly count: number;
  /** @throws ProcessKilledError; Error when the order failed. */
  order(index: number, order: QuotaOrder): Promise<AdmissionResult | null>;
  /** Every process learns of changed rules. */
  refresh(): Promise<void>;
  /** kill -9. Resolves once nothing of it runs in the database any more and another is up in its place. */
  kill(index: number): Promise<void>;
  /** Resolves when no process is being replaced. */
  whole(): Promise<void>;
  kills(): number;
  close(): Promise<void>;
}

interface Member {
  readonly child: ChildProcess;
  /** As its connections are called in pg_stat_activity. */
  readonly name: string;
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
  const start = () => startMember(database.url, Buffer.from(options.masterKey).toString("hex"));
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
        reject(new ProcessKilledError());
        return;
      }
      waiting.set(call, {
        done: (reply) =>
          reply.kind === "done" ? resolve(reply.admission) : reject(new Error(reply.message)),
        gone: () => reject(new ProcessKilledError()),
      });
      const message: QuotaCall = { call, order: what };
      child.send(message, (error) => {
        if (error !== null && waiting.delete(call)) reject(new ProcessKilledError());
      });
    });
  };
  const replace = async (index: number): Promise<void> => {
    const { child, name } = member(index);
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
    while (await stillRuns(pg, name));
    members[index] = await start();
  };
  return {
    count: options.count,
    order,
    async refresh() {
      await Promise.all(members.map((_, index) => order(index, { kind: "refresh" })));
    },
    async kill(index) {
      const under = replacing.get(index);
      if (under !== undefined) return under;
      kills += 1;
      const work = replace(index).finally(() => replacing.delete(index));
      replacing.set(index, work);
      await work;
    },
    async whole() {
      while (replacing.size > 0) await Promise.all(replacing.values());
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

async function startMember(url: string, masterKey: string): Promise<Member> {
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
  child.on("exit", () => {
    const left = [...waiting.values()];
    waiting.clear();
    for (const caller of left) caller.gone();
  });
  return { child, name, waiting };
}

/** Whether a statement of a killed process may still commit. Each look is a round trip, so this does not spin. */
async function stillRuns(pg: Postgres, name: string): Promise<boolean> {
  const rows = await pg.sql`select 1 from pg_stat_activity where application_name = ${name}`;
  return rows.length > 0;
}
