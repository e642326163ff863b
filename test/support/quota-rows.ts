import type { QuotaRow, UsageAnswer } from "../../api/contract/quotas.ts";
import { formatNano, parseNano } from "../../domain/money.ts";

/** A rule as the API shows it; `number` makes its id. */
export function quotaRow(number: number, change: Partial<QuotaRow> = {}): QuotaRow {
  return {
    id: `0190b0f4-7c5e-7000-8000-${String(number).padStart(12, "0")}`,
    name: "Clips a day",
    subject: { each: "user" },
    metric: "generations",
    window: { kind: "calendar", unit: "day", tz: "UTC" },
    limit: "5.000000000",
    mode: "block",
    family: "generations|day:UTC|user",
    hits_7d: 0,
    users_hit_7d: 0,
    created_at: "2026-11-01T00:00:00.000Z",
    updated_at: "2026-11-01T00:00:00.000Z",
    ...change,
  };
}

type UsageRow = UsageAnswer["data"][number];

/** What is used of a rule; `left` follows from the rest. */
export function usageRow(change: Partial<UsageRow> = {}): UsageRow {
  const row = {
    rule_id: "0190b0f4-7c5e-7000-8000-000000000000",
    name: "Clips a day",
    metric: "generations" as const,
    mode: "block" as const,
    window: { kind: "calendar" as const, unit: "day" as const, tz: "UTC" },
    subject: "user u_42",
    limit: "5.000000000",
    used: "0.000000000",
    held: "0.000000000",
    granted_left: null,
    resets_at: "2026-11-23T00:00:00.000Z",
    ...change,
  };
  const left = parseNano(row.limit) - parseNano(row.used) - parseNano(row.held);
  return { ...row, left: formatNano(left > 0n ? left : 0n) };
}

/** An answer about one user. */
export function usageAnswer(change: Partial<UsageAnswer> = {}): UsageAnswer {
  return {
    user: "u_42",
    allowed: true,
    because: "Yes: no rule limits this.",
    data: [],
    grants: [],
    block: null,
    ...change,
  };
}
