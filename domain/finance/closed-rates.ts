import type { Currency, Nano } from "../money.ts";
import type { Day } from "./calendar-day.ts";
import type { ClosedBooks, View } from "./closed-books.ts";
import type { Conversion, FxTable } from "./fx.ts";

/** Rates as the views of the books know them. */
export interface ClosedRates {
  /** Converts an amount of a day as a view has it; see `openClosedRates`. */
  convert(amount: Nano, from: Currency, to: Currency, day: Day, view: View): Conversion;
}

/**
 * The rates of a closed month's days are those of its closing, for every amount that is dated there: a rate corrected
 * later moves nothing. Where there was none, the first later view that has one decides. A day that is open in a
 * view has the rates of that view. So an entry has one rate, whatever months it is recognised in.
 */
export function openClosedRates(
  books: Pick<ClosedBooks, "closingOf">,
  tableOf: (view: View) => FxTable,
): ClosedRates {
  return {
    convert(amount, from, to, day, view) {
      const closing = books.closingOf(day);
      let at = closing === null || closing > view ? view : closing;
      let conversion = tableOf(at).convert(amount, from, to, day);
      while (conversion.kind === "missing" && at < view) {
        at += 1;
        conversion = tableOf(at).convert(amount, from, to, day);
      }
      return conversion;
    },
  };
}
