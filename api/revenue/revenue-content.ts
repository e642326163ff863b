import { NONE } from "../../domain/attribution-fields.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { RevenueRecord } from "../../db/postgres/management/revenue.ts";
import type { RevenueEntryInput } from "../contract/revenue.ts";

/** What an entry says, in the store's own spelling; two entries with equal content are the same fact. */
export interface RevenueContent {
  readonly occurredAt: Date;
  readonly amount: string;
  readonly currency: string;
  readonly gross: string | null;
  readonly fees: string | null;
  readonly refunded: string | null;
  /** Both or neither. */
  readonly periodFrom: Date | null;
  readonly periodTo: Date | null;
  readonly feature: string;
  readonly surface: string;
  readonly customer: string;
  readonly userId: string;
  readonly region: string;
  readonly platform: string;
  readonly plan: string;
  readonly note: string | null;
}

/** Fills what was left out: `(none)` for attribution, null for what is not known. */
export function contentOf(entry: RevenueEntryInput): RevenueContent {
  return {
    occurredAt: new Date(entry.occurred_at),
    amount: storedAmount(entry.amount),
    currency: entry.currency,
    gross: entry.gross == null ? null : storedAmount(entry.gross),
    fees: entry.fees == null ? null : storedAmount(entry.fees),
    refunded: entry.refunded == null ? null : storedAmount(entry.refunded),
    periodFrom: entry.period == null ? null : new Date(entry.period.from),
    periodTo: entry.period == null ? null : new Date(entry.period.to),
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
    storedAmount(content.amount),
    content.currency,
    content.gross === null ? null : storedAmount(content.gross),
    content.fees === null ? null : storedAmount(content.fees),
    content.refunded === null ? null : storedAmount(content.refunded),
    content.periodFrom?.getTime() ?? null,
    content.periodTo?.getTime() ?? null,
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

function storedAmount(decimal: string): string {
  return formatNano(parseNano(decimal));
}
