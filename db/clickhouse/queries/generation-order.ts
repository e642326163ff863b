/** By what a list of generations is ordered; with "-" in front the largest or newest first. */
export const GENERATION_ORDERS = ["-created", "created", "-cost", "cost", "-took", "took"] as const;
export type GenerationOrder = (typeof GENERATION_ORDERS)[number];

/** Where a page begins: behind this row, in the list's order. */
export interface Position {
  readonly createdAtMs: number;
  readonly id: string;
  /** What the list is ordered by, as text; "" where the row has none, or for the order of time. */
  readonly value?: string;
  /** The currency of `value`, where that is money. */
  readonly currency?: string;
}

/** The part of a stored row that its place in a list follows from. */
interface Placed {
  readonly generation_id: string;
  readonly created_at_ms: number;
  readonly finished_at_ms: number | null;
  readonly cost: string | null;
  readonly currency: string;
}

interface OrderSql {
  readonly order: string;
  /** Narrows to what comes behind the position, whose parts are bound by `positionParams`. */
  readonly behind: string;
}

const TOOK_SQL = "dateDiff('millisecond', created_at, finished_at)";
const AFTER_AT = "fromUnixTimestamp64Milli({after_ms:Int64}, 'UTC')";

/**
 * An order as SQL, or the same list from its other end. What has no value comes last in either order, and amounts of one
 * currency stay together.
 */
export function orderSql(order: GenerationOrder, backwards = false): OrderSql {
  const descends = order.startsWith("-");
  const goesDown = descends !== backwards;
  const direction = goesDown ? "DESC" : "ASC";
  const parts = [...valueParts(order, descends), ...TIME_PARTS];
  return {
    order: parts.map(([sql]) => `${sql} ${direction}`).join(", "),
    behind: `(${parts.map(([sql]) => sql).join(", ")}) ${goesDown ? "<" : ">"} (${parts.map(([, bound]) => bound).join(", ")})`,
  };
}

const TIME_PARTS = [
  ["created_at", AFTER_AT],
  ["toString(generation_id)", "{after_id:String}"],
] as const;

/** Each an expression over a row and the same of the position. */
function valueParts(
  order: GenerationOrder,
  descends: boolean,
): readonly (readonly [string, string])[] {
  // Numbers that put the unknown behind the known in either direction.
  const [known, unknown] = descends ? [1, 0] : [0, 1];
  const rank = (isUnknown: string): string => `if(${isUnknown}, ${unknown}, ${known})`;
  const isBoundUnknown = "{after_value:String} = ''";
  switch (order) {
    case "cost":
    case "-cost":
      return [
        [rank("isNull(cost)"), rank(isBoundUnknown)],
        ["toString(currency)", "{after_currency:String}"],
        ["ifNull(cost, toDecimal64(0, 9))", "toDecimal64OrZero({after_value:String}, 9)"],
      ];
    case "took":
    case "-took":
      return [
        [rank("isNull(finished_at)"), rank(isBoundUnknown)],
        [`ifNull(${TOOK_SQL}, 0)`, "toInt64OrZero({after_value:String})"],
      ];
    case "created":
    case "-created":
      return [];
  }
}

/** Binds a position for `orderSql`. */
export function positionParams(position: Position): Record<string, unknown> {
  return {
    after_ms: position.createdAtMs,
    after_id: position.id,
    after_value: position.value ?? "",
    after_currency: position.currency ?? "",
  };
}

/** Where a row stands in a list. */
export function placeOf(row: Placed, order: GenerationOrder): Required<Position> {
  const { finished_at_ms: finishedAtMs, created_at_ms: createdAtMs } = row;
  const place = { createdAtMs, id: row.generation_id, value: "", currency: "" };
  if (order.endsWith("cost")) return { ...place, value: row.cost ?? "", currency: row.currency };
  if (order.endsWith("took") && finishedAtMs !== null) {
    return { ...place, value: String(finishedAtMs - createdAtMs) };
  }
  return place;
}
