import {
  revenueWritten,
  type RevenueEntryInput,
  type RevenueInput,
  type RevenueWritten,
} from "../contract/revenue.ts";
import { answerOnce } from "../http/answer-once.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { contentOf, sameContent, type RevenueContent } from "./revenue-content.ts";
import { storeRevenue } from "./store-revenue.ts";

/**
 * Stores revenue entries, all or none. An external id that is known changes its entry (a new version) when it says
 * something else, and nothing when it says the same. With an idempotency key the first answer is given again.
 */
export async function writeRevenue(
  ctx: CallContext,
  input: { readonly body: RevenueInput; readonly idempotencyKey: string | null },
): Promise<RevenueWritten> {
  const entries = "entries" in input.body ? input.body.entries : [input.body];
  const contents = uniqueContents(entries, "entries" in input.body);
  return ctx.deps.pg.drizzle.transaction((tx) =>
    answerOnce(ctx, tx, { ...input, scope: "revenue", status: 200, answer: revenueWritten }, () =>
      storeRevenue(ctx, tx, contents, "api"),
    ),
  );
}

type Contents = ReadonlyMap<string, RevenueContent>;

/** By external id, in the order given. One id twice in a call must say the same both times. */
function uniqueContents(entries: readonly RevenueEntryInput[], many: boolean): Contents {
  const contents = new Map<string, RevenueContent>();
  const errors = entries.flatMap((entry, index) => {
    const content = contentOf(entry);
    const earlier = contents.get(entry.external_id);
    contents.set(entry.external_id, earlier ?? content);
    if (earlier === undefined || sameContent(earlier, content)) return [];
    const field = many ? `entries[${index}].external_id` : "external_id";
    return [{ field, message: "is used by an earlier entry that says something else" }];
  });
  if (errors.length > 0) {
    throw new ApiError("invalid_input", "Give each payment an external_id of its own.", errors);
  }
  return contents;
}
