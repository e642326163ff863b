import { MAX_STORED_NANO, type Nano } from "../../domain/money.ts";
import { readBillAmount, type DecimalMark } from "../../domain/reconcile/read-bill-amount.ts";

/** The mark before decimals in a file; "unsure" where its numbers say different things either way. */
export type MarkFound = DecimalMark | "unsure";

export type AmountRead =
  | { readonly kind: "ok"; readonly nano: Nano }
  | { readonly kind: "fault"; readonly message: string };

/** Finds out how a file writes its numbers, from all of them. */
export function findMark(cells: readonly string[], said: DecimalMark | null): MarkFound {
  if (said !== null) return said;
  const reads = (mark: DecimalMark) =>
    cells.filter((cell) => cell !== "").map((cell) => readBillAmount(cell, mark));
  const [points, commas] = [reads("."), reads(",")];
  const unread = (read: readonly (Nano | null)[]) => read.filter((nano) => nano === null).length;
  if (unread(points) !== unread(commas)) return unread(points) < unread(commas) ? "." : ",";
  return points.every((nano, index) => nano === commas[index]) ? "." : "unsure";
}

/** Reads a number that can be kept, `times` as much of it. */
export function readStorable(text: string, mark: MarkFound, times = 1n): AmountRead {
  if (text === "") return fault("is empty");
  const read = readBillAmount(text, mark === "unsure" ? "." : mark);
  if (read === null) return fault("must be a number such as 1234.50");
  if (mark === "unsure" && read !== readBillAmount(text, ",")) {
    return fault("can be read in two ways: say decimal_mark");
  }
  const nano = read * times;
  return nano > MAX_STORED_NANO || nano < -MAX_STORED_NANO
    ? fault("must have at most 9 whole digits")
    : { kind: "ok", nano };
}

function fault(message: string): AmountRead {
  return { kind: "fault", message };
}
