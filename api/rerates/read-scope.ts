import { freshnessOf } from "../../db/postgres/management/freshness.ts";
import type { RerateScope } from "../../domain/rerate/rerate-scope.ts";
import type { RerateInput } from "../contract/rerates.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { readDateOrInstant, readTimeZone } from "../http/date-or-instant.ts";

const MAX_DAYS = 400;
const DAY_MS = 86_400_000;

export interface AskedRerate {
  readonly scope: RerateScope;
  readonly timeZone: string;
  /** Null: the prices that settle. */
  readonly book: string | null;
}

/** Reads what a re-rating is about. @throws ApiError naming the faulty field. */
export async function readScope(ctx: CallContext, input: RerateInput): Promise<AskedRerate> {
  const timeZone =
    input.tz === undefined
      ? (await freshnessOf(ctx.deps.pg.drizzle, ctx.workspaceId)).timeZone
      : readTimeZone(input.tz, "tz");
  const { scope } = input;
  const fromMs = readDateOrInstant(scope.from, "scope.from", timeZone);
  const toMs = readDateOrInstant(scope.to, "scope.to", timeZone);
  if (fromMs >= toMs) throw invalidField("scope.to", "must lie after scope.from");
  if (toMs - fromMs > MAX_DAYS * DAY_MS) {
    throw invalidField("scope.from", `must lie at most ${MAX_DAYS} days before scope.to`);
  }
  return {
    timeZone,
    book: input.book ?? null,
    scope: {
      fromMs,
      toMs,
      provider: scope.provider ?? null,
      model: scope.model ?? null,
      feature: scope.feature ?? null,
      upstream: scope.upstream ?? null,
      unpricedOnly: scope.unpriced_only,
    },
  };
}
