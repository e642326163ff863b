import { NONE } from "../../domain/attribution-fields.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { RevenueRecord } from "../../db/postgres/management/revenue.ts";
import type { RevenueEntryInput } from "../contract/revenue.ts";

/** What an entry says, in the store's own spelling; two entries with equal content are the same fact. */
export interface RevenueContent {
  readonly occurredAt: Date;
  readonly amount: string;
  readonly currency: string;
  readonly feature: string;
  readonly surface: string;
  readonly customer: string;
  readonly userId: string;
  readonly region: string;
  readonly platform: string;
  readonly plan: string;
  readonly note: string | null;
}

/** Fills what was left out: `(none)` for attribution. */
export function contentOf(entry: RevenueEntryInput): RevenueContent {
  return {
    occurredAt: new Date(entry.occurred_at),
    amount: formatNano(parseNano(entry.amount)),
    currency: entry.currency,
    feature: entry.feature ?? NONE,
    surface: entry.surface ?? NONE,
    customer: entry.customer ?? NONE,
    userId: entry.user ?? NONE,
    region: entry.region ?? NONE,
    platform: entry.platform ?? NONE,
    plan: entry.plan ?? NONE,
    note: entry.note ?? null,
  };
}

/** True when both say the same. */
export function sameContent(a: RevenueContent, b: RevenueContent): boolean {
  return fingerprint(a) === fingerprint(b);
}

/** True when the stored entry already says this and is not deleted. */
export function alreadySays(row: RevenueRecord, content: RevenueContent): boolean {
  return row.deletedAt === null && sameContent(row, content);
}

function fingerprint(content: RevenueContent): string {
  return JSON.stringify([
    content.occurredAt.getTime(),
    parseNano(content.amount).toString(),
    content.currency,
    content.feature,
    content.surface,
    content.customer,
    content.userId,
    content.region,
    content.platform,
    content.plan,
    content.note,
  ]);
}
