/** Why a cell can't be read; `message` goes behind the column's name. */
export class CellFault extends Error {
  override readonly name = "CellFault";
}

/** Runs a reader of a cell; its CellFault becomes a fault of the row, and null the answer. */
export type Attempt = <Result>(column: string, value: string, read: () => Result) => Result | null;
