import type { PriceRecord } from "../../db/postgres/management/prices.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { CallContext } from "../http/call-context.ts";
import type { ImportStep } from "./plan-import.ts";

/** The rows that the steps add to the workspace's book, in their order. */
export function recordsOf(ctx: CallContext, steps: readonly ImportStep[]): PriceRecord[] {
  const added = steps.filter((step) => step.outcome === "added");
  // Of rows written in one millisecond the id keeps the order of the file.
  const ids = added.map(() => ctx.newId()).toSorted();
  return added.map((step, index) => ({
    ...step.content,
    amount: written(step.content.amount),
    minimumUnits: step.content.minimumUnits === null ? null : written(step.content.minimumUnits),
    id: ids[index] ?? ctx.newId(),
    workspaceId: ctx.workspaceId,
    createdAt: new Date(step.createdAtMs),
    createdBy: ctx.caller.name,
  }));
}

/** As the book's column writes it. */
function written(amount: string): string {
  return formatNano(parseNano(amount));
}
