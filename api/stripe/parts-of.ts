const PART = 500;

/** Cuts a list into parts that one statement takes: each row has about twenty values, of 65,535 at most. */
export function partsOf<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / PART) }, (_, index) =>
    rows.slice(index * PART, (index + 1) * PART),
  );
}
