import type { AuditAnswer } from "../../api/contract/audit.ts";
import type { SystemAnswer } from "../../api/contract/system.ts";
import type { ReadyAnswer } from "../client/system-queries.ts";

/** Something that somebody should look at. Amounts are raw: the page writes them in its language. */
export type Finding =
  | { readonly id: "postgresDown" | "clickhouseDown" | "serverDown" | "starting" }
  | { readonly id: "deadLetters" | "spoolDead" | "outcomeUnknown"; readonly count: number }
  | { readonly id: "booksBroken"; readonly count: number }
  | { readonly id: "oldHolds"; readonly count: number; readonly hours: number }
  | { readonly id: "lag" | "overduePolls"; readonly ms: number }
  | { readonly id: "diskLow"; readonly bytes: number };

/** Figures come within seconds; a minute behind is more than a busy moment. */
const LAG_MS = 60_000;
const OVERDUE_MS = 120_000;
const DISK_SHARE = 0.1;
const DISK_BYTES = 5_000_000_000;

interface Known {
  /** Null while nothing was answered. */
  readonly system: SystemAnswer | null;
  readonly ready: ReadyAnswer | null;
  /** True when not even the probe's address answers. */
  readonly unreachable: boolean;
  readonly books: AuditAnswer | null;
}

/** What needs attention, the worst first; empty when all is well. */
export function systemFindings({ system, ready, unreachable, books }: Known): readonly Finding[] {
  if (unreachable) return [{ id: "serverDown" }];
  const findings: Finding[] = [];
  const add = (finding: Finding, when: boolean): void => {
    if (when) findings.push(finding);
  };
  const postgres = ready?.dependencies["postgres"]?.state;
  const clickhouse = ready?.dependencies["clickhouse"]?.state;
  add({ id: "postgresDown" }, postgres === "down");
  add({ id: "starting" }, ready !== null && !ready.ready && postgres !== "down");
  add(
    { id: "clickhouseDown" },
    clickhouse === "down" || system?.engines.clickhouse.state === "down",
  );
  const broken = books?.checks.filter(({ status }) => status === "broken").length ?? 0;
  add({ id: "booksBroken", count: broken }, broken > 0);
  if (system === null) return findings;
  const { holds, jobs, spool, lag_ms: lagMs, dead_letters: dead } = system;
  add({ id: "deadLetters", count: dead }, dead > 0);
  const refused = spool?.dead ?? 0;
  add({ id: "spoolDead", count: refused }, refused > 0);
  add({ id: "outcomeUnknown", count: jobs.outcome_unknown }, jobs.outcome_unknown > 0);
  add({ id: "oldHolds", count: holds.old, hours: holds.old_after_hours }, holds.old > 0);
  add({ id: "lag", ms: lagMs }, lagMs > LAG_MS);
  const overdueMs =
    jobs.oldest_due_at === null ? 0 : Date.parse(system.at) - Date.parse(jobs.oldest_due_at);
  add({ id: "overduePolls", ms: overdueMs }, overdueMs > OVERDUE_MS);
  const { disk } = system.process;
  if (disk !== null) {
    const enough = Math.min(DISK_BYTES, disk.total_bytes * DISK_SHARE);
    add({ id: "diskLow", bytes: disk.free_bytes }, disk.free_bytes < enough);
  }
  return findings;
}
