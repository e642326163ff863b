import { randomBytes } from "node:crypto";
import type { ClickHouse } from "../../db/clickhouse/client.ts";
import type { Postgres } from "../../db/postgres/client.ts";
import type { Spool, SpoolStats } from "../../db/spool/spool.ts";
import { UUID_V7_RANDOM_BYTES, uuidV7 } from "../../domain/uuid-v7.ts";
import type { Log } from "../log.ts";
import { applyRetention } from "./apply-retention.ts";
import { BACK_OFF_CAP_MS } from "./back-off.ts";
import { createMigration } from "./ensure-migrated.ts";
import { createRollupRebuilder } from "./rebuild-rollups.ts";
import { sendOutbox } from "./send-outbox.ts";
import { sendSpool } from "./send-spool.ts";
import { startRounds, type RoundResult, type Rounds } from "./start-rounds.ts";
import { createWorkLease, soleLease, type WorkLease } from "./work-lease.ts";

export interface DeliveryDeps {
  readonly pg: Postgres;
  readonly ch: ClickHouse;
  /** The address `ch` was opened with: migrating makes the database when it is missing. */
  readonly clickhouseUrl: string;
  /** This process' request records; null where no proxy runs. */
  readonly spool: Spool | null;
  /** Whether this process has the worker's role: outbox, rollups and retention. */
  readonly sendsFacts: boolean;
  readonly instanceId: string;
  /** True when no other process shares the databases: then the work of one that was killed goes on at once. */
  readonly soleInstance?: boolean;
  readonly log: Log;
  readonly now: () => number;
  /** [0, 1) */
  readonly random?: () => number;
  readonly backOffCapMs?: number;
}

export interface Delivery {
  /** False until ClickHouse was reached and its schema is this build's. */
  migrated(): boolean;
  /** Names of the loops that fail at the moment. */
  failing(): readonly string[];
  /** The spool's figures, at most about a second old; null where no proxy runs. */
  spoolFigures(): SpoolStats | null;
  /** Ends the loops, each within CLOSE_DEADLINE_MS; what is cut off is sent again by the next start. */
  close(): Promise<void>;
}

export const CLOSE_DEADLINE_MS = 5_000;
/** How long a fact may lie in the outbox or the spool before somebody looks. */
const SEND_IDLE_MS = 250;
/** Request records are many: the fewer inserts, the less ClickHouse merges. */
const SEND_RECORDS_IDLE_MS = 1_000;
const REBUILD_IDLE_MS = 250;
const FIGURES_MS = 1_000;
const RETENTION_MS = 3_600_000;
/** The start waits no longer for ClickHouse. */
const START_MIGRATION_MS = 5_000;

/**
 * Moves facts to ClickHouse for as long as it runs: outbox and spool to their tables, dirty days to the rollups,
 * old rows out. ClickHouse may be away at the start and at any time later; nothing is lost meanwhile.
 * @throws AnalyticSchemaError when a newer build has migrated ClickHouse
 */
export async function startDelivery(deps: DeliveryDeps): Promise<Delivery> {
  const { pg, ch, spool, log, instanceId, now } = deps;
  const migration = createMigration(ch, deps.clickhouseUrl, log);
  await migration.tryFor(START_MIGRATION_MS);
  let figures = spool === null ? null : await spool.stats();
  const loops: Loop[] = [];
  const leases: WorkLease[] = [];

  const loop = (name: string, idleMs: number, work: () => Promise<RoundResult>): void => {
    const { random = Math.random, backOffCapMs = BACK_OFF_CAP_MS } = deps;
    loops.push({ name, rounds: startRounds({ name, idleMs, work, random, backOffCapMs, log }) });
  };
  /** Work on shared tables that one process at a time does. */
  const led = (
    name: string,
    idleMs: number,
    work: (lease: WorkLease) => Promise<RoundResult>,
  ): void => {
    const lease =
      deps.soleInstance === true
        ? soleLease
        : createWorkLease({ pg, name, owner: instanceId, now });
    leases.push(lease);
    loop(name, idleMs, async () => {
      await migration.ensure();
      return (await lease.held()) ? work(lease) : "idle";
    });
  };

  if (spool !== null) {
    loop("request records", SEND_RECORDS_IDLE_MS, async () => {
      await migration.ensure();
      return sendSpool({ spool, ch, log });
    });
    loop("spool figures", FIGURES_MS, async () => {
      figures = await spool.stats();
      return "idle";
    });
  }
  if (deps.sendsFacts) {
    const newId = (): string => uuidV7(now(), randomBytes(UUID_V7_RANDOM_BYTES));
    const rebuildRollups = createRollupRebuilder({ pg, ch, now });
    led("outbox", SEND_IDLE_MS, () => sendOutbox({ pg, ch, newId, log }));
    led("rollups", REBUILD_IDLE_MS, (lease) => rebuildRollups(lease));
    led("retention", RETENTION_MS, () => applyRetention({ pg, ch, now }));
  }

  return {
    migrated: () => migration.done(),
    failing: () => loops.filter(({ rounds }) => rounds.failing()).map(({ name }) => name),
    spoolFigures: () => figures,
    async close() {
      await Promise.all(loops.map(({ rounds }) => rounds.close(CLOSE_DEADLINE_MS)));
      try {
        await Promise.all(leases.map((lease) => lease.release()));
      } catch (error) {
        log.warn({ err: error }, "leases of delivery were not given back; they end by themselves");
      }
    },
  };
}

interface Loop {
  readonly name: string;
  readonly rounds: Rounds;
}
