import { describe, expect, it } from "vitest";
import type { AuditAnswer } from "../../../api/contract/audit.ts";
import type { SystemAnswer } from "../../../api/contract/system.ts";
import { formatBytes } from "../../../web/format/bytes.ts";
import { deviceName } from "../../../web/pages/settings/device-name.ts";
import { systemFindings } from "../../../web/series/system-findings.ts";

const AT = "2026-11-25T03:00:00.000Z";

const SPOOL = {
  runs_here: true,
  accepted: 5,
  stored: 5,
  dead: 0,
  waiting: 0,
  oldest_at: null,
};
const CALM: SystemAnswer = {
  at: AT,
  version: "0.1.0",
  as_of: AT,
  lag_ms: 0,
  outbox: { waiting: 0, in_flight: 0, oldest_at: null },
  spool: SPOOL,
  dead_letters: 0,
  dead_letter_kinds: [],
  dirty_days: 0,
  dirty_since: null,
  jobs: {
    open: 0,
    outcome_unknown: 0,
    lost: 0,
    oldest_open_at: null,
    polls_due: 0,
    oldest_due_at: null,
  },
  holds: { open: 0, old: 0, old_after_hours: 24, oldest_at: null },
  engines: {
    postgres: { version: "18.0", ms: 1, bytes: 1, migrations: 1 },
    clickhouse: { state: "up", version: "26.7", ms: 1, bytes: 1, rows: 1, parts: 1 },
  },
  process: {
    started_at: AT,
    node: "v20",
    roles: ["api"],
    stores: "embedded",
    memory_bytes: 1,
    instances: 1,
    disk: { free_bytes: 9e10, total_bytes: 1e11 },
  },
  configuration: null,
};
const UP = {
  ready: true,
  dependencies: { postgres: { state: "up" }, clickhouse: { state: "up" } },
};

function findings(change: Partial<SystemAnswer>, ready = UP, books: AuditAnswer | null = null) {
  const system = { ...CALM, ...change };
  return systemFindings({ system, ready, unreachable: false, books }).map(({ id }) => id);
}

describe("what needs attention", () => {
  it("is nothing when all is well", () => {
    expect(findings({})).toEqual([]);
  });

  it.each([
    [{ dead_letters: 3 }, "deadLetters"],
    [{ spool: { ...SPOOL, dead: 1 } }, "spoolDead"],
    [{ lag_ms: 61_000 }, "lag"],
    [{ holds: { ...CALM.holds, open: 1, old: 1 } }, "oldHolds"],
    [{ jobs: { ...CALM.jobs, outcome_unknown: 2 } }, "outcomeUnknown"],
    [
      { jobs: { ...CALM.jobs, polls_due: 1, oldest_due_at: "2026-11-25T02:57:00Z" } },
      "overduePolls",
    ],
    [{ process: { ...CALM.process, disk: { free_bytes: 1e9, total_bytes: 1e11 } } }, "diskLow"],
  ] as const)("names it: %j", (change, id) => {
    expect(findings(change)).toEqual([id]);
  });

  it("is no alarm for a busy moment", () => {
    const jobs = { ...CALM.jobs, open: 9, polls_due: 3, oldest_due_at: "2026-11-25T02:59:00Z" };
    expect(
      findings({ lag_ms: 4_000, outbox: { waiting: 9, in_flight: 9, oldest_at: AT }, jobs }),
    ).toEqual([]);
  });

  it("is told also while the page's own question can't be answered", () => {
    const away = { ready: false, dependencies: { postgres: { state: "down" } } };
    const known = { system: null, books: null, unreachable: false };
    expect(systemFindings({ ...known, ready: away })).toEqual([{ id: "postgresDown" }]);
    expect(systemFindings({ ...known, ready: { ready: false, dependencies: {} } })).toEqual([
      { id: "starting" },
    ]);
    expect(systemFindings({ ...known, ready: null, unreachable: true })).toEqual([
      { id: "serverDown" },
    ]);
  });

  it("counts invariants that are broken, not those whose facts are on their way", () => {
    const check = { id: "x", name: "x", ok: true, figures: {}, explanation: "" };
    const books: AuditAnswer = {
      ok: false,
      at: AT,
      from: AT,
      to: AT,
      checks: [
        { ...check, status: "broken" },
        { ...check, status: "pending" },
        { ...check, status: "holds" },
      ],
    };
    expect(systemFindings({ system: CALM, ready: UP, unreachable: false, books })).toEqual([
      { id: "booksBroken", count: 1 },
    ]);
  });
});

describe("sizes and browsers", () => {
  it("are written as people write them", () => {
    expect(formatBytes("en-US", 0)).toBe("0 byte");
    expect(formatBytes("en-US", 1_234_567)).toBe("1.2 MB");
    expect(formatBytes("fr-FR", 76_000_000_000).replaceAll(/\s/g, " ")).toBe("76 Go");
    const chrome = "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0 Safari/537.36";
    expect(deviceName(chrome)).toBe("Chrome, Linux");
    expect(deviceName("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604")).toBe(
      "Safari, iPhone",
    );
    expect(deviceName(null)).toBeNull();
  });
});
