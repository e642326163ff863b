import type { Scope } from "../../db/clickhouse/queries/scope.ts";
import type { Calendar, DaySpan } from "../../domain/finance/calendar-day.ts";
import type { MarginDimension } from "../../domain/finance/margin.ts";
import type { LeftOutSums } from "./left-out-sums.ts";
import type { WorkspaceBooks } from "./open-books.ts";
import type { RateBook } from "./rate-book.ts";

/** A report's question after its input was read, and what its two halves share. */
export interface MarginQuestion {
  /** Its range is whole days of the zone; its currency the report's. */
  readonly scope: Scope;
  readonly timeZone: string;
  readonly calendar: Calendar;
  /** The range's days. */
  readonly days: DaySpan;
  readonly by: MarginDimension;
  readonly books: WorkspaceBooks;
  /** Why closed days are taken as they are now, and not as they were closed; null when they are not. */
  readonly unfrozen: "live" | "other_zone" | null;
  readonly rates: RateBook;
  readonly leftOut: LeftOutSums;
}
