import { formatNano, parseNano, type Nano } from "../../domain/money.ts";
import type { Books } from "../../db/postgres/management/books.ts";
import type { AuditCheck } from "../contract/audit.ts";
import type { LiveBooks } from "../deps.ts";

/** Counts and money by state and currency: what every store must agree on. */
export interface BookGroup {
  readonly state: string;
  readonly currency: string;
  readonly generations: number;
  readonly cost: string;
}

export type Status = AuditCheck["status"];

/** Invariant 4, first half: what the books settled is what the analytic store has, state by state, to the nano. */
export function checkStored(books: Books, raw: readonly BookGroup[], moving: boolean): AuditCheck {
  const faults = differences(books.groups, raw);
  const waiting = books.outboxWaiting + books.outboxInFlight;
  const status: Status =
    faults.length === 0 ? "holds" : waiting > 0 || moving ? "pending" : "broken";
  return check("settled_jobs_equal_generations", "Settled jobs = stored generations", status, {
    figures: {
      ...totals("books", books.groups),
      ...totals("stored", raw),
      on_their_way: String(waiting),
    },
    holds: "Postgres and ClickHouse hold the same generations in the same states at the same cost.",
    pending: `They differ in ${faults.join(", ")}, and ${waiting} facts are on their way.`,
    broken: `They differ in ${faults.join(", ")}, and nothing is on its way. Dead letters: ${books.deadLetters}.`,
  });
}

/** Invariant 4, second half: rollups give what the raw rows give. */
export function checkRollup(
  books: Books,
  raw: readonly BookGroup[],
  rollup: readonly BookGroup[],
  moving: boolean,
): AuditCheck {
  const faults = differences(raw, rollup);
  const waiting = books.dirtyDays + books.outboxWaiting + books.outboxInFlight;
  const status: Status =
    faults.length === 0 ? "holds" : waiting > 0 || moving ? "pending" : "broken";
  return check("rollup_equals_generations", "Rollups = raw generations", status, {
    figures: {
      ...totals("raw", raw),
      ...totals("rollup", rollup),
      days_to_rebuild: String(books.dirtyDays),
    },
    holds: "The rollup and the raw rows give the same counts and the same cost.",
    pending: `They differ in ${faults.join(", ")}; ${books.dirtyDays} days wait for their rebuild.`,
    broken: `They differ in ${faults.join(", ")}, and no day waits for its rebuild.`,
  });
}

/** Revenue entries of the books are all in the store; it may hold loaded history besides. */
export function checkRevenue(books: Books, stored: number): AuditCheck {
  const entries = books.revenue.reduce((sum, each) => sum + each.entries, 0);
  const waiting = books.outboxWaiting + books.outboxInFlight;
  const status: Status = stored >= entries ? "holds" : waiting > 0 ? "pending" : "broken";
  return check("revenue_is_stored", "Revenue entries are stored", status, {
    figures: { entries: String(entries), stored: String(stored), on_their_way: String(waiting) },
    holds: "Every revenue entry of Postgres is in ClickHouse.",
    pending: `${entries - stored} entries are on their way.`,
    broken: `${entries - stored} entries are missing in ClickHouse, and nothing is on its way.`,
  });
}

/** Checks that Postgres and the process answer by themselves. */
export function checksOfBooks(books: Books, live: LiveBooks): AuditCheck[] {
  const waiting = books.outboxWaiting + books.outboxInFlight;
  const { spool } = live;
  const lost = spool === null ? 0 : spool.accepted - spool.stored - spool.dead - spool.waiting;
  return [
    ...checksOfQuotas(books),
    check(
      "no_hold_outlives_its_job",
      "No hold outlives its job",
      books.holdsOnFinal === 0 ? "holds" : "broken",
      {
        figures: { open_holds_of_ended_jobs: String(books.holdsOnFinal) },
        holds: "No generation that ended still holds anything.",
        broken: `${books.holdsOnFinal} holds are open although their generations ended.`,
      },
    ),
    check(
      "ended_jobs_are_settled",
      "Ended jobs are settled",
      books.halfSettled === 0 ? "holds" : "broken",
      {
        figures: { half_settled: String(books.halfSettled) },
        holds: "Every generation that ended was settled, and no other was.",
        broken: `${books.halfSettled} generations ended without settlement, or the reverse.`,
      },
    ),
    check("outbox_is_delivered", "Facts on their way", waiting === 0 ? "holds" : "pending", {
      figures: {
        waiting: String(books.outboxWaiting),
        in_flight: String(books.outboxInFlight),
      },
      holds: "Nothing waits: every fact was delivered and read back.",
      pending: `${waiting} facts are on their way to ClickHouse.`,
    }),
    check(
      "requests_are_accounted_for",
      "Accepted requests = stored + dead + waiting",
      lost === 0 ? "holds" : "broken",
      {
        figures: {
          accepted: String(spool?.accepted ?? 0),
          stored: String(spool?.stored ?? 0),
          dead: String(spool?.dead ?? 0),
          waiting: String(spool?.waiting ?? 0),
        },
        holds:
          spool === null
            ? "No proxy runs in this process; its spool is counted where it runs."
            : "Every request record that was accepted is stored, waiting, or a dead letter.",
        broken: `${lost} request records are unaccounted for.`,
      },
    ),
    check("dead_letters_are_kept", "Dead letters", "holds", {
      figures: { dead_letters: String(books.deadLetters) },
      holds:
        books.deadLetters === 0
          ? "The store refused nothing."
          : `${books.deadLetters} facts were refused by the store and are kept for an operator.`,
    }),
    check(
      "unknown_outcomes",
      "Unknown outcomes",
      books.outcomeUnknown === 0 ? "holds" : "pending",
      {
        figures: { outcome_unknown: String(books.outcomeUnknown), lost: String(books.lost) },
        holds: `No create's outcome is open. ${books.lost} generations are lost to their upstream.`,
        pending: `${books.outcomeUnknown} creates have no known outcome yet; recovery asks the upstream.`,
      },
    ),
  ];
}

/** Quota windows and grants against the holds and uses that explain them. */
function checksOfQuotas(books: Books): AuditCheck[] {
  return [
    check(
      "held_equals_open_holds",
      "Held and used sums = holds",
      books.unequalBuckets === 0 ? "holds" : "broken",
      {
        figures: {
          open_holds: String(books.openHolds),
          windows: String(books.buckets),
          unequal_windows: String(books.unequalBuckets),
        },
        holds:
          "What each quota window holds and has used is the sum of the holds that count in it.",
        broken: `${books.unequalBuckets} windows hold or have used something else than the sum of their holds.`,
      },
    ),
    check("within_limits", "Windows ≤ limits", books.overfullBuckets === 0 ? "holds" : "broken", {
      figures: {
        windows: String(books.buckets),
        windows_beyond: String(books.overfullBuckets),
        overrun_holds: String(books.overrunHolds),
      },
      holds: `No quota window was filled beyond its limit. ${books.overrunHolds} generations took more than they held.`,
      broken: `${books.overfullBuckets} windows hold more than the limit that admitted into them.`,
    }),
    check("grants_balance", "Grants = their uses", books.unequalGrants === 0 ? "holds" : "broken", {
      figures: { grants: String(books.grants), unequal_grants: String(books.unequalGrants) },
      holds:
        "What each grant holds and has used is the sum of its uses, and within what was granted.",
      broken: `${books.unequalGrants} grants differ from the sum of their uses, or exceed what was granted.`,
    }),
  ];
}

/** The check for a store that does not answer: neither true nor false. */
export function unavailable(id: string, name: string): AuditCheck {
  return {
    id,
    name,
    ok: false,
    status: "unavailable",
    figures: {},
    explanation: "ClickHouse does not answer, so this can't be checked now.",
  };
}

/** A check with the sentence of its status. */
export function check(
  id: string,
  name: string,
  status: Status,
  parts: {
    readonly figures: Readonly<Record<string, string>>;
    readonly holds: string;
    readonly pending?: string;
    readonly broken?: string;
  },
): AuditCheck {
  const sentences = { holds: parts.holds, pending: parts.pending, broken: parts.broken };
  const explanation = status === "unavailable" ? "" : (sentences[status] ?? parts.holds);
  return { id, name, ok: status !== "broken", status, figures: { ...parts.figures }, explanation };
}

/** Which groups differ, in words: `succeeded USD`. */
function differences(left: readonly BookGroup[], right: readonly BookGroup[]): string[] {
  const [a, b] = [grouped(left), grouped(right)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((key) => a.get(key) !== b.get(key))
    .toSorted();
}

function grouped(groups: readonly BookGroup[]): ReadonlyMap<string, string> {
  return new Map(
    groups
      .filter((group) => group.generations > 0)
      .map((group) => [
        `${group.state} ${group.currency}`.trim(),
        `${group.generations} ${formatNano(parseNano(group.cost))}`,
      ]),
  );
}

/** Counts, and cost for each currency apart: no sum ever mixes currencies. */
function totals(name: string, groups: readonly BookGroup[]): Record<string, string> {
  const costs = new Map<string, Nano>();
  for (const { currency, cost } of groups) {
    if (currency === "") continue;
    costs.set(currency, (costs.get(currency) ?? 0n) + parseNano(cost));
  }
  const count = groups.reduce((sum, group) => sum + group.generations, 0);
  const amounts = [...costs].map(([currency, nano]) => [
    `${name}_cost_${currency}`,
    formatNano(nano),
  ]);
  return { [`${name}_generations`]: String(count), ...Object.fromEntries(amounts) };
}
