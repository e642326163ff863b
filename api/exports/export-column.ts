/**
 * A column of a file. By kind its values are: `text` a string, `decimal` a decimal string, `count` a safe integer,
 * `instant` ms since the epoch, `truth` a boolean; null where nothing is known.
 */
export type ExportColumn<Row> =
  | Column<Row, "text" | "decimal", string>
  | Column<Row, "count" | "instant", number>
  | Column<Row, "truth", boolean>;

interface Column<Row, Kind, Value> {
  readonly name: string;
  readonly kind: Kind;
  readonly value: (row: Row) => Value | null;
}
