import { z } from "zod";

/** What no PostgreSQL text holds, and nothing means. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

const text = z.string().transform((value) => value.replaceAll(UNSTORABLE, ""));

/** Stripe's ids are short; what is longer is none. */
export const stripeId = text.pipe(z.string().min(1).max(255));

/** An id, or the object itself where it was expanded; null when there is none. */
export const stripeRef = z
  .union([stripeId, z.object({ id: stripeId }).transform(({ id }) => id)])
  .nullish()
  .transform((id) => id ?? null);

/** The start of 2100; beyond it a time is none. */
const LAST_SECOND = 4_102_444_800;

/** Seconds since the epoch. */
export const stripeTime = z.int().min(0).max(LAST_SECOND);
/** An integer of the currency's smallest unit as Stripe counts it. */
export const stripeAmount = z.int();

/** usd → USD. */
export const stripeCurrency = z
  .string()
  .regex(/^[A-Za-z]{3}$/, { message: "must be a currency's three letters" })
  .transform((code) => code.toUpperCase());

/** Only texts: what else stands in there is left out. */
export const stripeMetadata = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((given) =>
    Object.fromEntries(
      Object.entries(given ?? {}).flatMap(([name, value]) =>
        typeof value === "string"
          ? [[name.replaceAll(UNSTORABLE, ""), value.replaceAll(UNSTORABLE, "")] as const]
          : [],
      ),
    ),
  );

/** A list object of the API within another object. */
export function stripeList<Row extends z.ZodType>(row: Row) {
  return z
    .object({ data: z.array(row) })
    .nullish()
    .transform((list) => list?.data ?? []);
}

/** Sums the amounts of rows; null rows sum to 0. */
export function sumOf(rows: readonly { readonly amount: number }[] | null | undefined): number {
  return (rows ?? []).reduce((sum, { amount }) => sum + amount, 0);
}
