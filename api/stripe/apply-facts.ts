import { linksOf } from "../../domain/stripe/links-of.ts";
import { mergeFacts } from "../../domain/stripe/merge-facts.ts";
import { projectPayments } from "../../domain/stripe/project-payments.ts";
import { stableText } from "../../domain/stripe/stable-text.ts";
import type { WaitsFor } from "../../domain/stripe/stripe-entry.ts";
import type { StripeFacts } from "../../domain/stripe/stripe-facts.ts";
import type { Transaction } from "../../db/postgres/client.ts";
import { lockRevenue } from "../../db/postgres/management/revenue.ts";
import type { StripeConnectionRecord } from "../../db/postgres/management/stripe-connections.ts";
import { settleStripeEvents } from "../../db/postgres/management/stripe-events.ts";
import {
  findStripeObjects,
  keepStripeObjects,
} from "../../db/postgres/management/stripe-objects.ts";
import type { CallContext } from "../http/call-context.ts";
import type { RevenueContent } from "../revenue/revenue-content.ts";
import { storeRevenue } from "../revenue/store-revenue.ts";
import { entryContent } from "./entry-content.ts";
import { factsTogether } from "./facts-together.ts";
import { storeSubscriptions } from "./store-subscriptions.ts";
import { withdrawEntries } from "./withdraw-entries.ts";

/** What facts came to. */
export interface Applied {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly withdrawn: number;
  readonly subscriptions: number;
  /** Ids of all objects that were looked at. */
  readonly looked: readonly string[];
  /** By id, of those among them that are in no entry yet. */
  readonly waiting: ReadonlyMap<string, WaitsFor>;
}

/** Rows of one statement; each has about twenty values. */
const ENTRIES_AT_ONCE = 500;

/**
 * Merges facts into what is known of their objects, and books what all that belongs together with them says now. It depends
 * on what is known alone: told again, or in another order, the same facts come to the same entries.
 * @throws ApiError for an amount that no store holds.
 */
export async function applyFacts(
  ctx: CallContext,
  tx: Transaction,
  connection: Pick<StripeConnectionRecord, "id" | "settings">,
  facts: readonly StripeFacts[],
): Promise<Applied> {
  await lockRevenue(tx, ctx.workspaceId);
  const merged = await keepFacts(ctx, tx, connection.id, facts);
  const start = [...new Set(merged.flatMap(linksOf))];
  const together = await factsTogether(tx, connection.id, start);
  const { entries, withdrawn, waiting } = projectPayments(together, connection.settings);

  const counts = { created: 0, changed: 0, unchanged: 0 };
  for (let at = 0; at < entries.length; at += ENTRIES_AT_ONCE) {
    const contents = new Map<string, RevenueContent>(
      entries
        .slice(at, at + ENTRIES_AT_ONCE)
        .map((entry) => [entry.externalId, entryContent(entry)]),
    );
    const written = await storeRevenue(ctx, tx, contents, "stripe");
    counts.created += written.created;
    counts.changed += written.changed;
    counts.unchanged += written.unchanged;
  }
  const subscribed = merged.filter((each) => each.kind === "subscription");
  const looked = together.map(({ id }) => id);
  const result = {
    ...counts,
    withdrawn: await withdrawEntries(ctx, tx, withdrawn),
    subscriptions: await storeSubscriptions(ctx, tx, subscribed, connection.settings),
    looked,
    waiting,
  };
  const settled = looked.filter((id) => !waiting.has(id));
  await settleStripeEvents(tx, connection.id, settled);
  return result;
}

/** Keeps what is new in these facts. @returns each of their objects as it is known now. */
async function keepFacts(
  ctx: CallContext,
  tx: Transaction,
  connectionId: string,
  facts: readonly StripeFacts[],
): Promise<readonly StripeFacts[]> {
  const known = new Map<string, StripeFacts>();
  const ids = [...new Set(facts.map(({ id }) => id))];
  for (const each of await findStripeObjects(tx, connectionId, ids)) known.set(keyOf(each), each);
  const merged = new Map<string, StripeFacts>();
  for (const fresh of facts) {
    const present = merged.get(keyOf(fresh)) ?? known.get(keyOf(fresh));
    merged.set(keyOf(fresh), present === undefined ? fresh : mergeFacts(present, fresh));
  }
  const all = [...merged.values()];
  const news = all.filter(
    (each) => stableText(each) !== stableText(known.get(keyOf(each)) ?? null),
  );
  await keepStripeObjects(
    tx,
    { workspaceId: ctx.workspaceId, connectionId },
    news.map((each) => ({ links: linksOf(each), facts: each })),
    new Date(ctx.nowMs),
  );
  return all;
}

function keyOf({ kind, id }: StripeFacts): string {
  return `${kind} ${id}`;
}
