import type { Transaction } from "../../db/postgres/client.ts";
import { findLinkedStripeObjects } from "../../db/postgres/management/stripe-objects.ts";
import { isLikeness, linksOf } from "../../domain/stripe/links-of.ts";
import type { StripeFacts } from "../../domain/stripe/stripe-facts.ts";
import { partsOf } from "./parts-of.ts";

/**
 * All objects that belong together with these links, through however many others. Customer and amount alone lead from one
 * charge to another only where an invoice has them too: without one there is nothing to decide between.
 */
export async function factsTogether(
  tx: Transaction,
  connectionId: string,
  start: readonly string[],
): Promise<readonly StripeFacts[]> {
  const found = new Map<string, StripeFacts>();
  const followed = new Set<string>();
  const likenesses = new Set<string>();
  const follow = async (links: readonly string[]): Promise<readonly StripeFacts[]> => {
    links.forEach((link) => followed.add(link));
    const linked: StripeFacts[] = [];
    for (const part of partsOf(links)) {
      linked.push(...(await findLinkedStripeObjects(tx, connectionId, part)));
    }
    for (const facts of linked) found.set(`${facts.kind} ${facts.id}`, facts);
    return linked;
  };
  let next: readonly string[] = start;
  while (next.length > 0) {
    const linked = await follow(await withInvoice(tx, connectionId, next, likenesses));
    next = [...new Set(linked.flatMap(linksOf))].filter(
      (link) => !followed.has(link) && !likenesses.has(link),
    );
  }
  return [...found.values()];
}

/** Without the likenesses that no invoice has; `seen` remembers them. */
async function withInvoice(
  tx: Transaction,
  connectionId: string,
  links: readonly string[],
  seen: Set<string>,
): Promise<readonly string[]> {
  const alike = links.filter(isLikeness);
  const shared = new Set<string>();
  for (const part of partsOf(alike)) {
    part.forEach((link) => seen.add(link));
    const invoices = await findLinkedStripeObjects(tx, connectionId, part, "invoice");
    invoices.flatMap(linksOf).forEach((link) => shared.add(link));
  }
  return links.filter((link) => !isLikeness(link) || shared.has(link));
}
