import { z } from "zod";
import { MAX_STORED_NANO, type Nano } from "../../../domain/money.ts";
import type { Observation } from "../../../domain/observation.ts";
import { readAmount } from "../read-amount.ts";

/** Amounts are the texts of decimal numbers. */
export const billingSchema = z.array(
  z.object({
    charge_type: z.enum(["cash", "unit"]),
    amount: z.string(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullish(),
    package_type: z.string().nullish(),
  }),
);
type Billing = z.infer<typeof billingSchema>;

/** What an observation says about cost. */
export type Charges = Pick<Observation, "reportedCost" | "billedUnits" | "unpriced">;

export const NO_CHARGES: Charges = { reportedCost: null, billedUnits: null };

/**
 * What a task was charged. Money of one currency is summed, and so are the points of one kind of resource pack; two
 * currencies, or money and points, have no sum. An entry that can't be read leaves all of it unsaid.
 */
export function chargesOf(billing: Billing | null | undefined): Charges {
  if (billing === null || billing === undefined) return NO_CHARGES;
  const sums = new Map<string, Nano>();
  for (const { charge_type: type, amount, currency, package_type: pack } of billing) {
    const nano = readAmount(amount);
    const name = type === "cash" ? currency : `${POINTS}${pack ?? ""}`;
    if (nano === null || name === null || name === undefined) return NO_CHARGES;
    sums.set(name, (sums.get(name) ?? 0n) + nano);
  }
  const all = [...sums];
  const charged = all.filter(([, sum]) => sum !== 0n);
  if (charged.length > 1) return { ...NO_CHARGES, unpriced: "mixed_charges" };
  const [name, sum] = charged[0] ?? all[0] ?? [];
  if (name === undefined || sum === undefined || sum > MAX_STORED_NANO) return NO_CHARGES;
  return name.startsWith(POINTS)
    ? pointsOf(sum)
    : { ...NO_CHARGES, reportedCost: { amount: sum, currency: name } };
}

/**
 * What a legacy task was charged: the points of a resource pack. Money stands beside them without its currency, and
 * whatever was paid in it is left unsaid.
 */
export function legacyChargesOf(
  points: string | null | undefined,
  money: string | null | undefined,
): Charges {
  const units = readAmount(points ?? "");
  const paid = money === null || money === undefined ? 0n : readAmount(money);
  return units === null || paid !== 0n ? NO_CHARGES : pointsOf(units);
}

/** No currency begins so. */
const POINTS = "points:";

function pointsOf(units: Nano): Charges {
  return { ...NO_CHARGES, billedUnits: { unit: "credit", units } };
}
