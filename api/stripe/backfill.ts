import type { z } from "@hono/zod-openapi";
import { readExport } from "../../domain/stripe/read-export.ts";
import type { StripeFacts } from "../../domain/stripe/stripe-facts.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import type { Transaction } from "../../db/postgres/client.ts";
import {
  lockStripeConnection,
  type StripeConnectionRecord,
} from "../../db/postgres/management/stripe-connections.ts";
import type { StripeBackfillAnswer, stripeBackfillInput } from "../contract/stripe.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { invalidFields } from "../http/invalid-fields.ts";
import { recordChange } from "../http/record-change.ts";
import { applyFacts } from "./apply-facts.ts";
import { originFaults } from "./origin-faults.ts";

/** More would keep the other writers of the workspace waiting for too long. */
const MAX_FACTS = 5_000;

/**
 * Books what a file of Stripe's says, all or nothing, as its events would have. A dry run does the same and undoes it.
 * @throws ApiError naming each fault by the line of the file, or the number of the object, that has it.
 */
export async function backfill(
  ctx: CallContext,
  input: z.output<typeof stripeBackfillInput> & { readonly id: string },
): Promise<StripeBackfillAnswer> {
  const { id, dry_run: dryRun } = input;
  if (!isUuid(id)) throw notFound("Stripe connection");
  let answer: StripeBackfillAnswer | null = null;
  try {
    await ctx.deps.pg.drizzle.transaction(async (tx) => {
      const connection = await lockStripeConnection(tx, ctx.workspaceId, id);
      if (connection === null) throw notFound("Stripe connection");
      answer = await applyFile(ctx, tx, connection, input);
      if (dryRun) throw new UndoneOnPurpose();
    });
  } catch (error) {
    if (!(error instanceof UndoneOnPurpose)) throw error;
  }
  if (answer === null) throw new Error("a back-fill ended without an answer");
  return answer;
}

class UndoneOnPurpose extends Error {
  override readonly name = "UndoneOnPurpose";
}

async function applyFile(
  ctx: CallContext,
  tx: Transaction,
  connection: StripeConnectionRecord,
  input: z.output<typeof stripeBackfillInput>,
): Promise<StripeBackfillAnswer> {
  const { facts, others } = readFile(connection, input.content);
  const { waiting: allWaiting, ...counts } = await applyFacts(ctx, tx, connection, facts);
  const own = new Set(facts.map((each) => each.id));
  const waiting = [...allWaiting.keys()].filter((id) => own.has(id)).length;
  const result = { facts: facts.length, others, ...counts, waiting };
  await recordChange(ctx, tx, {
    action: "stripe_connection.backfill",
    target: connection.id,
    detail: result,
  });
  return { applied: !input.dry_run, ...result };
}

function readFile(
  connection: StripeConnectionRecord,
  content: string,
): { readonly facts: readonly StripeFacts[]; readonly others: number } {
  const read = readExport(content);
  if (read.kind === "faulty") {
    throw invalidFields(
      read.faults.map(({ at, path, message }) => ({
        field: `content[${at}]${path === "" ? "" : `.${path}`}`,
        message,
      })),
    );
  }
  // What names no account is taken for this one's: objects never name theirs.
  const foreign = read.origins.flatMap(({ at, livemode, account }) =>
    originFaults(
      connection,
      { livemode, account: account ?? connection.account },
      `content[${at}].`,
    ),
  );
  if (foreign.length > 0) throw invalidFields(foreign);
  if (read.facts.length > MAX_FACTS) {
    const message = `holds ${read.facts.length} facts: send at most ${MAX_FACTS} at once`;
    throw invalidFields([{ field: "content", message }]);
  }
  if (read.facts.length === 0) {
    throw invalidFields([{ field: "content", message: "holds nothing about revenue" }]);
  }
  return read;
}
