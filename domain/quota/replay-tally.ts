import { NANO_PER_UNIT, type Currency, type Nano } from "../money.ts";
import { hasSpend, type ReplayEvent } from "./replay-event.ts";

export type Spend = ReadonlyMap<Currency, Nano>;

/** A part of a replay: one feature's, or one day's. */
export interface ReplayPart {
  readonly considered: number;
  readonly refused: number;
  /** Known cost of what was refused, each currency apart. */
  readonly spendSaved: Spend;
}

/** A user who lost something. */
export interface UserLoss extends ReplayPart {
  readonly firstRefusedAtMs: number;
}

/** Known costs by currency; almost always there is one. */
class SpendSums {
  readonly #sums: { readonly currency: Currency; whole: number; nano: number }[] = [];

  add({ currency, costWhole, costNano }: ReplayEvent): void {
    let sum = this.#sums.find((each) => each.currency === currency);
    if (sum === undefined) {
      sum = { currency, whole: 0, nano: 0 };
      this.#sums.push(sum);
    }
    sum.whole += costWhole;
    sum.nano += costNano;
    if (sum.nano >= CARRY_AT) {
      sum.nano -= CARRY_AT;
      sum.whole += CARRY_AT / 1_000_000_000;
    }
  }

  toSpend(): Spend {
    return new Map(
      this.#sums.map(({ currency, whole, nano }) => [
        currency,
        BigInt(whole) * NANO_PER_UNIT + BigInt(nano),
      ]),
    );
  }
}

/** Nano units of a sum are carried over this far below where doubles stop being exact. */
const CARRY_AT = 1_000_000_000_000_000;

/** Counts for one part of a history. */
export class PartTally {
  #considered = 0;
  #refused = 0;
  readonly #spend = new SpendSums();

  consider(): void {
    this.#considered += 1;
  }

  refuse(event: ReplayEvent): void {
    this.#refused += 1;
    if (hasSpend(event)) this.#spend.add(event);
  }

  toPart(): ReplayPart {
    return {
      considered: this.#considered,
      refused: this.#refused,
      spendSaved: this.#spend.toSpend(),
    };
  }
}
