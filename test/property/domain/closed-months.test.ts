import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCalendar, type Day } from "../../../domain/finance/calendar-day.ts";
import {
  openClosedBooks,
  type Closing,
  type ClosedBooks,
} from "../../../domain/finance/closed-books.ts";
import { openClosedRates } from "../../../domain/finance/closed-rates.ts";
import {
  correctionsOf,
  recognisedPart,
  versionSeen,
  type EntryVersion,
  type RecognisedPart,
} from "../../../domain/finance/entry-versions.ts";
import { RATE_UNIT, type FxRate } from "../../../domain/finance/fx-rate.ts";
import { openFxTable } from "../../../domain/finance/fx.ts";
import { addMonths, daysOfMonth, monthOf, monthsBetween } from "../../../domain/finance/month.ts";
import { recognise, recognitionDays } from "../../../domain/finance/recognition.ts";

const DAY_MS = 86_400_000;
const calendar = openCalendar("UTC");
const { first: FIRST_DAY } = daysOfMonth("2026-01");
const MONTHS = monthsBetween("2025-11", "2026-12");

type Op =
  | {
      readonly kind: "write";
      readonly entry: string;
      readonly amount: bigint;
      readonly currency: string;
      readonly day: number;
      readonly lasts: number | null;
      readonly startsBefore: number;
      readonly group: string;
      readonly deleted: boolean;
    }
  | { readonly kind: "rate"; readonly day: number; readonly rate: bigint }
  | { readonly kind: "close" | "reopen" };

/** Some days come again and again, so that rates and entries meet. */
const dayOfYear = fc.oneof(fc.constantFrom(5, 8, 36, 39, 70), fc.integer({ min: -20, max: 150 }));

const write: fc.Arbitrary<Op> = fc.record({
  kind: fc.constant("write" as const),
  entry: fc.constantFrom("a", "b", "c"),
  amount: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
  currency: fc.constantFrom("USD", "EUR"),
  day: dayOfYear,
  lasts: fc.option(fc.integer({ min: 1, max: 120 }), { nil: null }),
  startsBefore: fc.integer({ min: 0, max: 60 }),
  group: fc.constantFrom("remix", "extend", "(none)"),
  deleted: fc.boolean(),
});
const rate: fc.Arbitrary<Op> = fc.record({
  kind: fc.constant("rate" as const),
  day: dayOfYear,
  rate: fc.bigInt({ min: RATE_UNIT / 2n, max: RATE_UNIT * 2n }),
});
const history = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: write },
    { weight: 2, arbitrary: rate },
    { weight: 3, arbitrary: fc.constant<Op>({ kind: "close" }) },
    { weight: 1, arbitrary: fc.constant<Op>({ kind: "reopen" }) },
  ),
  { minLength: 5, maxLength: 40, size: "max" },
);

/** All that was written, and what is closed: nothing else is kept. */
interface World {
  readonly versions: ReadonlyMap<string, readonly EntryVersion[]>;
  readonly rates: readonly (FxRate & { readonly recorded: number })[];
  readonly closings: readonly Closing[];
  readonly recorded: number;
}

const NOTHING: World = { versions: new Map(), rates: [], closings: [], recorded: 0 };

function after(world: World, op: Op): World {
  const recorded = world.recorded + 1;
  switch (op.kind) {
    case "write": {
      const occurredMs = (FIRST_DAY + op.day) * DAY_MS;
      const fromMs = occurredMs - op.startsBefore * DAY_MS;
      const version: EntryVersion = {
        recorded,
        deleted: op.deleted,
        amount: op.amount,
        currency: op.currency,
        occurredMs,
        period: op.lasts === null ? null : { fromMs, toMs: fromMs + op.lasts * DAY_MS },
        group: op.group,
      };
      const versions = [...(world.versions.get(op.entry) ?? []), version];
      return { ...world, recorded, versions: new Map(world.versions).set(op.entry, versions) };
    }
    case "rate": {
      const day = FIRST_DAY + op.day;
      const written = { day, base: "EUR", quote: "USD", rate: op.rate, recorded };
      return { ...world, recorded, rates: [...world.rates, written] };
    }
    case "close": {
      const last = world.closings.at(-1)?.month;
      const month = last === undefined ? "2026-01" : addMonths(last, 1);
      if (month > "2026-06") return world;
      const closing = {
        id: `${recorded}`,
        month,
        revenueRecorded: world.recorded,
        fxRecorded: world.recorded,
      };
      return { ...world, recorded, closings: [...world.closings, closing] };
    }
    case "reopen":
      return { ...world, closings: world.closings.slice(0, -1) };
  }
}

/** A figure for each group, and what is left out for each currency. */
type Figures = Readonly<Record<string, bigint>>;

function sum(parts: readonly RecognisedPart[]): Figures {
  const figures: Record<string, bigint> = {};
  for (const part of parts) {
    if (part.kind === "known") figures[part.group] = (figures[part.group] ?? 0n) + part.amount;
  }
  return Object.fromEntries(Object.entries(figures).filter(([, amount]) => amount !== 0n));
}

function add(...all: readonly Figures[]): Figures {
  return sum(
    all.flatMap((figures) =>
      Object.entries(figures).map(([group, amount]) => ({ kind: "known" as const, group, amount })),
    ),
  );
}

function open({ closings, rates }: World) {
  const books = openClosedBooks(closings);
  const known = openClosedRates(books, (view) => {
    const upTo = closings[view]?.fxRecorded ?? Number.POSITIVE_INFINITY;
    return openFxTable(rates.filter(({ recorded }) => recorded <= upTo));
  });
  return { books, recognition: { calendar, books, rates: known, currency: "USD" } };
}

/** A month's own figures, as a report over it has them. */
function ownOf(world: World, month: string): Figures {
  const { books, recognition } = open(world);
  return sum(
    [...world.versions.values()].flatMap((versions) =>
      books.slices(daysOfMonth(month)).flatMap(({ view, days }) => {
        const seen = versionSeen(versions, books, view);
        return seen === null ? [] : (recognisedPart(seen, days, view, recognition) ?? []);
      }),
    ),
  );
}

/** What a month corrects, by the month that it belongs to. */
function correctionsIn(world: World, bookedIn: string): Readonly<Record<string, Figures>> {
  const { books, recognition } = open(world);
  const step = books.correctionStep(bookedIn);
  if (step === null) return {};
  const parts = [...world.versions.values()].flatMap((versions) =>
    correctionsOf(versions, step, recognition),
  );
  return Object.fromEntries(
    MONTHS.map((month) => [
      month,
      sum(parts.flatMap((each) => (each.month === month ? [each.part] : []))),
    ]),
  );
}

/** The model of what is known now: the last version of each entry, day by day, at its day's rate. */
function liveOf(world: World, month: string): Figures {
  const books = openClosedBooks(world.closings);
  const figures: Record<string, bigint> = {};
  for (const versions of world.versions.values()) {
    const last = versions.at(-1);
    if (last === undefined || last.deleted) continue;
    const amount = modelRate(world, books, last);
    if (amount === null) continue;
    for (const part of recognise(amount, recognitionDays(last, calendar))) {
      if (monthOf(part.day) !== month) continue;
      figures[last.group] = (figures[last.group] ?? 0n) + part.amount;
    }
  }
  return Object.fromEntries(Object.entries(figures).filter(([, amount]) => amount !== 0n));
}

/** The first of its day's closing, the later ones and today that knows a rate. */
function modelRate(world: World, books: ClosedBooks, version: EntryVersion): bigint | null {
  const day: Day = Math.floor(version.occurredMs / DAY_MS);
  const counters = world.closings
    .filter(({ month }) => daysOfMonth(month).end > day)
    .map(({ fxRecorded }) => fxRecorded);
  const closed = books.firstOpenDay !== null && day < books.firstOpenDay;
  for (const upTo of [...(closed ? counters : []), Number.POSITIVE_INFINITY]) {
    const table = openFxTable(world.rates.filter(({ recorded }) => recorded <= upTo));
    const converted = table.convert(version.amount, version.currency, "USD", day);
    if (converted.kind === "converted") return converted.amount;
  }
  return null;
}

function everyMonth(figures: (month: string) => unknown): unknown {
  return Object.fromEntries(MONTHS.map((month) => [month, figures(month)]));
}

describe("closed months, over any history of entries, rates, closings and reopenings", () => {
  it("don't move, nor does what they have corrected, whatever is written later", () => {
    fc.assert(
      fc.property(history, (ops) => {
        let world = NOTHING;
        const frozen = new Map<string, unknown>();
        for (const op of ops) {
          world = after(world, op);
          const months = world.closings.map(({ month }) => month);
          for (const month of frozen.keys()) if (!months.includes(month)) frozen.delete(month);
          for (const month of months) {
            const figures = { own: ownOf(world, month), corrects: correctionsIn(world, month) };
            if (frozen.has(month)) expect(figures).toEqual(frozen.get(month));
            else frozen.set(month, figures);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("are, with all their corrections, what is known now, month by month and group by group", () => {
    fc.assert(
      fc.property(history, (ops) => {
        const world = ops.reduce(after, NOTHING);
        const all = MONTHS.map((bookedIn) => correctionsIn(world, bookedIn));
        // What lies before the first closed month is closed with it.
        const booked = everyMonth((month) =>
          add(ownOf(world, month), ...all.map((corrections) => corrections[month] ?? {})),
        );
        expect(booked).toEqual(everyMonth((month) => liveOf(world, month)));
      }),
      { numRuns: 150 },
    );
  });

  it("are the same when everything was written twice, or entries in another order", () => {
    fc.assert(
      fc.property(history, (ops) => {
        const once = ops.reduce(after, NOTHING);
        const twice: World = {
          ...once,
          versions: new Map(
            [...once.versions]
              .toReversed()
              .map(([entry, versions]) => [
                entry,
                versions.flatMap((version) => [version, version]),
              ]),
          ),
          rates: once.rates.flatMap((each) => [each, each]),
        };
        expect(everyMonth((month) => [ownOf(twice, month), correctionsIn(twice, month)])).toEqual(
          everyMonth((month) => [ownOf(once, month), correctionsIn(once, month)]),
        );
      }),
      { numRuns: 60 },
    );
  });
});
