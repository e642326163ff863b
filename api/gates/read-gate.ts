import type { z } from "@hono/zod-openapi";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { GateChange } from "../../db/postgres/management/gates.ts";
import type { gateInput } from "../contract/quotas.ts";
import { invalidField } from "../http/api-error.ts";
import { readInstantOrNull } from "../http/read-instant.ts";

const BASIS_POINTS_PER_PERCENT = 100;

/** What a gate says, in the store's own spelling. */
export type GateContent = Required<Omit<GateChange, "updatedAt" | "deletedAt">>;

/** Reads a gate that its schema let through. @throws ApiError naming the faulty field. */
export function readGate(input: z.output<typeof gateInput>): GateContent {
  const fromAt = readInstantOrNull(input.from, "from");
  const toAt = readInstantOrNull(input.to, "to");
  if (fromAt !== null && toAt !== null && fromAt >= toAt) {
    throw invalidField("to", "must lie after from");
  }
  return {
    name: input.name,
    feature: input.feature,
    regions: input.regions ?? null,
    platforms: input.platforms ?? null,
    plans: input.plans ?? null,
    // Percent has at most two decimals; rounding takes off what binary fractions add.
    shareBasisPoints: Math.round(input.share * BASIS_POINTS_PER_PERCENT),
    fromAt,
    toAt,
    dailyBudget: input.daily_budget == null ? null : formatNano(parseNano(input.daily_budget)),
    timeZone: input.tz,
    paused: input.paused,
  };
}
