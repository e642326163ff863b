import { NANO_PER_UNIT, type Currency, type Nano } from "../money.ts";
import { NumberColumn } from "./number-column.ts";
import { NANO_IN_WHOLE } from "./replay-amounts.ts";
import { hasSpend, type ReplayEvent } from "./replay-event.ts";
import type { UserLoss } from "./replay-tally.ts";

/** What each user made and lost: columns, for there may be a million of them. */
export class UserTally {
  readonly #considered = new NumberColumn(0);
  readonly #refused = new NumberColumn(0);
  readonly #firstRefusedAtMs = new NumberColumn(0);
  readonly #spend: { currency: Currency; wholes: NumberColumn; nanos: NumberColumn }[] = [];
  #users = 0;
  #usersHit = 0;
  #length = 0;

  /** Distinct users, and those of them who lost something. */
  get users(): number {
    return this.#users;
  }
  get usersHit(): number {
    return this.#usersHit;
  }

  consider({ user }: ReplayEvent): void {
    const considered = this.#considered.get(user);
    if (considered === 0) this.#users += 1;
    this.#considered.set(user, considered + 1);
    if (user >= this.#length) this.#length = user + 1;
  }

  refuse(event: ReplayEvent): void {
    const { user } = event;
    const refused = this.#refused.get(user);
    if (refused === 0) {
      this.#usersHit += 1;
      this.#firstRefusedAtMs.set(user, event.createdAtMs);
    }
    this.#refused.set(user, refused + 1);
    if (hasSpend(event)) this.#addSpend(event);
  }

  refusedOf(user: number): number {
    return this.#refused.get(user);
  }

  /** How many each user lost who lost any. */
  *losses(): Generator<number> {
    for (let user = 0; user < this.#length; user++) {
      const refused = this.#refused.get(user);
      if (refused > 0) yield refused;
    }
  }

  lossOf(user: number): UserLoss | null {
    const refused = this.#refused.get(user);
    if (refused === 0) return null;
    return {
      considered: this.#considered.get(user),
      refused,
      spendSaved: new Map(this.#spendOf(user)),
      firstRefusedAtMs: this.#firstRefusedAtMs.get(user),
    };
  }

  #addSpend({ user, currency, costWhole, costNano }: ReplayEvent): void {
    let column = this.#spend.find((each) => each.currency === currency);
    if (column === undefined) {
      // Nothing spent in a currency is another thing than a spend of nothing.
      column = { currency, wholes: new NumberColumn(Number.NaN), nanos: new NumberColumn(0) };
      this.#spend.push(column);
    }
    const before = column.wholes.get(user);
    const nano = column.nanos.get(user) + costNano;
    const carried = nano >= NANO_IN_WHOLE ? 1 : 0;
    column.wholes.set(user, (Number.isNaN(before) ? 0 : before) + costWhole + carried);
    column.nanos.set(user, nano - carried * NANO_IN_WHOLE);
  }

  *#spendOf(user: number): Generator<[Currency, Nano]> {
    for (const { currency, wholes, nanos } of this.#spend) {
      const whole = wholes.get(user);
      if (Number.isNaN(whole)) continue;
      yield [currency, BigInt(whole) * NANO_PER_UNIT + BigInt(nanos.get(user))];
    }
  }
}
