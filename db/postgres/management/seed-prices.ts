import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { bumpConfigRevision } from "../bump-revision.ts";
import type { Postgres } from "../client.ts";
import { prices, shippedLists } from "../schema/gateway.ts";
import { PRICE_LISTS, rowsOfListed } from "./shipped-prices.ts";

const LIST_NAME = "prices";

/**
 * Adds the price lists that ship with this build, for every workspace, in one statement; a start with the same lists
 * only looks at their digest. Safe on several processes at once: a version's id follows from its content. What an
 * earlier build added stays. @returns how many were new.
 */
export async function seedPrices(pg: Postgres, now: Date): Promise<{ added: number }> {
  const shipped = PRICE_LISTS.flatMap((list) =>
    list.prices.flatMap((price) => rowsOfListed(list, price)),
  );
  const sha256 = createHash("sha256").update(JSON.stringify(shipped)).digest("hex");
  const [written] = await pg.drizzle
    .select({ sha256: shippedLists.sha256 })
    .from(shippedLists)
    .where(eq(shippedLists.name, LIST_NAME));
  if (written?.sha256 === sha256) return { added: 0 };
  const rows = shipped.map((row) => ({ ...row, createdAt: now, createdBy: "seed" }));
  return pg.drizzle.transaction(async (tx) => {
    const added = await tx
      .insert(prices)
      .values(rows)
      .onConflictDoNothing()
      .returning({ id: prices.id });
    await tx
      .insert(shippedLists)
      .values({ name: LIST_NAME, sha256, writtenAt: now })
      .onConflictDoUpdate({ target: shippedLists.name, set: { sha256, writtenAt: now } });
    if (added.length > 0) await bumpConfigRevision(tx);
    return { added: added.length };
  });
}
