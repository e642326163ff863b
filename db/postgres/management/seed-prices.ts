import { createHash } from "node:crypto";
import { bumpConfigRevision } from "../bump-revision.ts";
import type { Postgres } from "../client.ts";
import { prices } from "../schema/gateway.ts";
import openai from "./openai-prices.json" with { type: "json" };

/**
 * Adds the price lists that ship with this build, for every workspace. Safe at every start and on several processes at
 * once: a version's id follows from its content. @returns how many were new.
 */
export async function seedPrices(pg: Postgres, now: Date): Promise<{ added: number }> {
  const rows = shippedPrices().map((price) => ({
    id: contentId(price),
    workspaceId: null,
    ...price,
    createdAt: now,
    createdBy: "seed",
  }));
  return pg.drizzle.transaction(async (tx) => {
    const added = await tx
      .insert(prices)
      .values(rows)
      .onConflictDoNothing()
      .returning({ id: prices.id });
    if (added.length > 0) await bumpConfigRevision(tx);
    return { added: added.length };
  });
}

interface ShippedPrice {
  readonly provider: string;
  readonly model: string;
  readonly unit: string;
  readonly conditions: Record<string, string | number | boolean>;
  readonly amount: string;
  readonly currency: string;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly source: string;
  readonly confidence: string;
}

function shippedPrices(): ShippedPrice[] {
  return openai.prices.map((price) => ({
    provider: openai.provider,
    model: price.model,
    unit: price.unit,
    conditions: Object.fromEntries(Object.entries(price.conditions)),
    amount: price.amount,
    currency: price.currency,
    validFrom: new Date(`${price.valid_from}T00:00:00Z`),
    validTo: price.valid_to === null ? null : new Date(`${price.valid_to}T00:00:00Z`),
    source: price.source,
    confidence: price.confidence,
  }));
}

/** A UUID of version 8 (RFC 9562 §5.8) out of everything that the price says. */
function contentId(price: ShippedPrice): string {
  const { source: _source, confidence: _confidence, conditions, ...rest } = price;
  const content = JSON.stringify({
    ...rest,
    conditions: Object.entries(conditions).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  });
  const hex = createHash("sha256").update(content).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
