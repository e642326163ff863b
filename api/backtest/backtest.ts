import type { z } from "@hono/zod-openapi";
import { replayQuery } from "../../db/clickhouse/queries/backtest.ts";
import { readHistory } from "../../db/clickhouse/read-history.ts";
import { createReplay } from "../../domain/quota/replay.ts";
import type { QuotaRule } from "../../domain/quota/rule.ts";
import { zoneCache } from "../../domain/quota/window.ts";
import { bucketStarts, type TimeRange } from "../../domain/time-buckets.ts";
import type { Zone } from "../../domain/time-zone.ts";
import { toStoreError } from "../analytics/ask-store.ts";
import type { BacktestAnswer, backtestInput } from "../contract/backtest.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { readTimeZone } from "../http/date-or-instant.ts";
import { readInstant } from "../http/read-instant.ts";
import { mostRefused } from "./most-refused.ts";
import { readAgainst, readDraft } from "./read-draft.ts";
import type { Replayed } from "./replayed.ts";
import { revenueAtRisk } from "./revenue-at-risk.ts";
import { hitOnlyBy, showOutcome } from "./show-outcome.ts";

const MAX_DAYS = 400;
const TOP_USERS = 100;
const DAY_MS = 86_400_000;

/**
 * Replays a draft, and the rule it would replace, on what this workspace generated in a period: one pass over the
 * history for both. @throws ApiError naming the faulty field.
 */
export async function backtest(
  ctx: CallContext,
  input: z.output<typeof backtestInput>,
): Promise<BacktestAnswer> {
  const timeZone = readTimeZone(input.tz, "tz");
  const range = readRange(input);
  const rule = readDraft(input.rule, "rule");
  const against = input.against === undefined ? null : await readAgainst(ctx, input.against);
  const [first, second] = await replayAll(
    ctx,
    { range, timeZone },
    against === null ? [rule] : [rule, against],
  );
  if (first === undefined) throw new Error("a replay gives a result");
  const shown = second === undefined ? [first] : [first, second];
  const [atRisk, atRiskAgainst] = await revenueAtRisk(ctx, range, shown);
  const nothing = { atRisk: new Map(), ofTop: new Map() };
  return {
    rule: showOutcome(first, atRisk ?? nothing),
    against: second === undefined ? null : showOutcome(second, atRiskAgainst ?? nothing),
    newly_hit: second === undefined ? null : hitOnlyBy(first, second),
    newly_spared: second === undefined ? null : hitOnlyBy(second, first),
    took_ms: Math.max(0, ctx.deps.clock() - ctx.nowMs),
  };
}

async function replayAll(
  ctx: CallContext,
  asked: { readonly range: TimeRange; readonly timeZone: string },
  rules: readonly QuotaRule[],
): Promise<readonly Replayed[]> {
  const { range, timeZone } = asked;
  const zone = zoneCache();
  const dayStarts = bucketStarts(range, "day", timeZone);
  const options = { reportingCurrency: ctx.deps.currency, zone, dayStarts };
  const replays = rules.map((rule) => createReplay(rule, options));
  const query = replayQuery({ workspaceId: ctx.workspaceId, range, rules });
  try {
    const names = await readHistory(ctx.deps.ch, query, (row) => {
      for (let index = 0; index < replays.length; index++) {
        if ((row.rules & (1 << index)) === 0) continue;
        replays[index]?.add(row.event, row.buckets[index] ?? 0);
      }
    });
    const days = dayStarts.map((startMs) => dayOf(startMs, zone(timeZone)));
    return replays.map((replay) => {
      const result = replay.result();
      const top = mostRefused(replay, names.users, TOP_USERS);
      return { replay, result, names, days, top };
    });
  } catch (error) {
    throw toStoreError(error);
  }
}

function readRange(input: { readonly from: string; readonly to: string }): TimeRange {
  const fromMs = readInstant(input.from, "from").getTime();
  const toMs = readInstant(input.to, "to").getTime();
  if (fromMs >= toMs) throw invalidField("to", "must lie after from");
  if (toMs - fromMs > MAX_DAYS * DAY_MS) {
    throw invalidField("from", `must lie at most ${MAX_DAYS} days before to`);
  }
  return { fromMs, toMs };
}

/** The day that starts at an instant, YYYY-MM-DD. */
function dayOf(startMs: number, zone: Zone): string {
  const { year, month, day } = zone.wallAt(startMs);
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}
