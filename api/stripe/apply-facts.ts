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
import { noteStripePrices } from "../../db/postgres/management/stripe-prices.ts";
import type { CallContext } from "../http/call-context.ts";
import type { RevenueContent } from "../revenue/revenue-content.ts";
import { storeRevenue } from "../revenue/store-revenue.ts";
import { entryContent } from "./entry-content.ts";
import { factsTogether } from "./facts-together.ts";
import { partsOf } from "./parts-of.ts";
import { storeSubscriptions } from "./store-subscriptions.ts";
import { withdrawEntries } from "./withdraw-entries.ts";

/** What facts came to. */
export interface Applied {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly withdrawn: number;
  readonly subscriptions: number;
  /** By id of the object: what of all that was looked at is in no entry yet. */
  readonly waiting: ReadonlyMap<string, WaitsFor>;
}

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

  const counts = { created: 0, changed: 0, unchanged: 0, withdrawn: 0 };
  for (const part of partsOf(entries)) {
    const contents = new Map<string, RevenueContent>(
      part.map((entry) => [entry.externalId, entryContent(entry)]),
    );
    const written = await storeRevenue(ctx, tx, contents, "stripe");
    counts.created += written.created;
    counts.changed += written.changed;
    counts.unchanged += written.unchanged;
  }
  for (const part of partsOf(withdrawn)) counts.withdrawn += await withdrawEntries(ctx, tx, part);
  const subscribed = merged.filter((each) => each.kind === "subscription");
  const subscriptions = await storeSubscriptions(ctx, tx, subscribed, connection.settings);
  const settled = together.map(({ id }) => id).filter((id) => !waiting.has(id));
  for (const part of partsOf(settled)) await settleStripeEvents(tx, connection.id, part);
  return { ...counts, subscriptions, waiting };
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
  for (const part of partsOf(ids)) {
    for (const each of await findStripeObjects(tx, connectionId, part))
      known.set(keyOf(each), each);
  }
  const merged = new Map<string, StripeFacts>();
  for (const fresh of facts) {
    const present = merged.get(keyOf(fresh)) ?? known.get(keyOf(fresh));
    merged.set(keyOf(fresh), present === undefined ? fresh : mergeFacts(present, fresh));
  }
  const all = [...merged.values()];
  const news = all.filter(
    (each) => stableText(each) !== stableText(known.get(keyOf(each)) ?? null),
  );
  const owner = { workspaceId: ctx.workspaceId, connectionId };
  const prices = [...new Set(news.flatMap(pricesOf))];
  for (const part of partsOf(prices)) await noteStripePrices(tx, owner, part);
  for (const part of partsOf(news)) {
    const rows = part.map((each) => ({ links: linksOf(each), facts: each }));
    await keepStripeObjects(tx, owner, rows, new Date(ctx.nowMs));
  }
  return all;
}

function pricesOf(facts: StripeFacts): readonly string[] {
  if (facts.kind === "subscription") return facts.price === null ? [] : [facts.price];
  if (facts.kind !== "invoice") return [];
  return facts.lines.map(({ price }) => price).filter((price) => price !== null);
}

function keyOf({ kind, id }: StripeFacts): string {
  return `${kind} ${id}`;
}
