import { z } from "@hono/zod-openapi";
import { CHANGE_DRIVERS } from "../../domain/economics/change-drivers.ts";
import { dimension } from "./dimensions.ts";
import { answerContext, period } from "./measures.ts";
import { count, decimal } from "./scalars.ts";

/** A figure now, in the period compared with, and the difference. */
const change = z.object({ now: decimal, before: decimal, change: decimal }).openapi("Change");

const moved = {
  spend: change,
  /** Null where revenue can't be known. */
  revenue: change.nullable(),
  margin: change.nullable(),
};

/** A value of the dimension and how its figures moved. */
export const mover = z
  .object({ value: z.string(), ...moved, generations: count, generations_before: count })
  .openapi("Mover");

export const changesAnswer = z
  .object({
    ...answerContext,
    previous: period,
    by: dimension,
    totals: z.object(moved),
    /** What drove the spend, one step after the other; the amounts sum to its change, to the nano. */
    drivers: z.array(z.object({ driver: z.enum(CHANGE_DRIVERS), amount: decimal })),
    /** The values that moved most: by their margin, by their spend where revenue is unknown. */
    movers: z.array(mover),
    /** All values that are not among the movers; with them the changes sum to the totals. */
    rest: z.object({ values: count, ...moved }),
  })
  .openapi("ChangesAnswer");
export type ChangesAnswer = z.infer<typeof changesAnswer>;
export type Mover = z.infer<typeof mover>;
export type Change = z.infer<typeof change>;
