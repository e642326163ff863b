import { entriesTouching, versionsOf } from "../../db/postgres/management/revenue-versions.ts";
import type { Slice } from "../../domain/finance/closed-books.ts";
import {
  recognisedPart,
  versionSeen,
  type EntryVersion,
  type RecognisedPart,
} from "../../domain/finance/entry-versions.ts";
import type { Nano } from "../../domain/money.ts";
import type { CallContext } from "../http/call-context.ts";
import { byEntry } from "./by-entry.ts";
import type { MarginQuestion } from "./margin-question.ts";
import type { LedgerLimits } from "./recognised-entries.ts";
import { tooManyEntries } from "./too-many-entries.ts";

export interface EarnedRevenue {
  /** Recognised in the period, for each group. */
  readonly groups: ReadonlyMap<string, Nano>;
  /** Entries of which something is. */
  readonly entries: number;
}

/**
 * What is recognised on days that several views tell of, each entry in the version that the view has seen.
 * @throws ApiError when more entries touch the period than one question reads.
 */
export async function revenueOfSlices(
  ctx: CallContext,
  question: MarginQuestion,
  slices: readonly Slice[],
  limits: LedgerLimits,
): Promise<EarnedRevenue> {
  const { drizzle } = ctx.deps.pg;
  const groups = new Map<string, Nano>();
  let [entries, read] = [0, 0];
  let afterId: string | null = null;
  do {
    const ids: readonly string[] = await entriesTouching(
      drizzle,
      ctx.workspaceId,
      question.scope.range,
      { afterId, limit: limits.page },
    );
    read += ids.length;
    if (read > limits.entries) throw tooManyEntries(limits.entries);
    const rows = await versionsOf(drizzle, ctx.workspaceId, ids, question.by);
    const rates = await question.rates.ratesFor(new Set(rows.map((row) => row.currency)));
    const recognition = { ...question, rates, currency: question.scope.currency };
    for (const versions of byEntry(rows)) {
      const parts = slices.flatMap((slice) => partOf(versions, slice, recognition) ?? []);
      if (parts.length > 0) entries += 1;
      for (const part of parts) {
        if (part.kind === "known") {
          groups.set(part.group, (groups.get(part.group) ?? 0n) + part.amount);
        }
      }
      leaveOut(question, parts);
    }
    afterId = ids.length < limits.page ? null : (ids.at(-1) ?? null);
  } while (afterId !== null);
  return { groups, entries };
}

function partOf(
  versions: readonly EntryVersion[],
  { view, days }: Slice,
  recognition: Parameters<typeof recognisedPart>[3],
): RecognisedPart | null {
  const seen = versionSeen(versions, recognition.books, view);
  return seen === null ? null : recognisedPart(seen, days, view, recognition);
}

/** An entry that is left out on several slices counts as one. */
function leaveOut({ leftOut }: MarginQuestion, parts: readonly RecognisedPart[]): void {
  const sums = new Map<string, Extract<RecognisedPart, { kind: "left_out" }>>();
  for (const part of parts) {
    if (part.kind === "known") continue;
    const key = `${part.currency} ${part.reason}`;
    sums.set(key, { ...part, amount: part.amount + (sums.get(key)?.amount ?? 0n) });
  }
  for (const { currency, reason, amount } of sums.values()) {
    leftOut.add(currency, reason, { revenue: amount });
  }
}
