import type { Nano } from "../money.ts";
import type { BillCell, CellClass } from "./compare-bill.ts";

/** Both sides of some cells. */
export interface BillSum {
  readonly billed: Nano;
  /** Of the known costs. */
  readonly metered: Nano;
  readonly cells: number;
  readonly generations: number;
  readonly unpriced: number;
}

export interface BillTotals extends BillSum {
  /** Billed less metered. */
  readonly remainder: Nano;
  /** The classes' sums sum to the whole. */
  readonly classes: Readonly<Record<CellClass, BillSum>>;
}

/** Sums up cells, as a whole and by class. */
export function billTotals(cells: readonly BillCell[]): BillTotals {
  const whole = sumCells(cells);
  const ofClass = (name: CellClass) => sumCells(cells.filter((cell) => cell.class === name));
  return {
    ...whole,
    remainder: whole.billed - whole.metered,
    classes: {
      matched: ofClass("matched"),
      differs: ofClass("differs"),
      billed_only: ofClass("billed_only"),
      metered_only: ofClass("metered_only"),
    },
  };
}

function sumCells(cells: readonly BillCell[]): BillSum {
  const sum = { billed: 0n, metered: 0n, cells: cells.length, generations: 0, unpriced: 0 };
  for (const cell of cells) {
    sum.billed += cell.billed ?? 0n;
    sum.metered += cell.metered ?? 0n;
    sum.generations += cell.generations;
    sum.unpriced += cell.unpriced;
  }
  return sum;
}
