import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { parseNano } from "../../domain/money.ts";
import type { ExportColumn } from "./export-column.ts";

/** Rows that are encoded together: what is held in memory of a file of any length. */
const ROWS_PER_GROUP = 2_500;
/** DECIMAL(38,9), as ClickHouse sums money. */
const DECIMAL_BYTES = 16;
const DECIMAL_DIGITS = 38;
const DECIMAL_SCALE = 9;

type ParquetSchema = ConstructorParameters<typeof ParquetWriter>[0]["schema"];
type ParquetElement = ParquetSchema[number];

/** Writes pages of rows as Parquet, a piece for each group of rows; the footer that makes it a file comes last. */
export async function* parquetPieces<Row>(
  columns: readonly ExportColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: [{ name: "root", num_children: columns.length }, ...columns.map(elementOf)],
    createdBy: "Reelmeter",
  });
  let group: Row[] = [];
  const writeGroup = async (): Promise<Uint8Array> => {
    const columnData = columns.map((column) => ({
      name: column.name,
      data: group.map((row) => physical(column, row)),
    }));
    group = [];
    await file.write({ columnData, rowGroupSize: ROWS_PER_GROUP });
    return drained(writer);
  };
  for await (const rows of pages) {
    group.push(...rows);
    if (group.length >= ROWS_PER_GROUP) yield await writeGroup();
  }
  if (group.length > 0) yield await writeGroup();
  await file.finish();
  yield drained(writer);
}

/** What was written since the last call; the writer goes on counting its offset. */
function drained(writer: ByteWriter): Uint8Array {
  const bytes = Buffer.from(writer.getBytes());
  writer.index = 0;
  return bytes;
}

function elementOf<Row>({ name, kind }: ExportColumn<Row>): ParquetElement {
  const optional = { name, repetition_type: "OPTIONAL" } as const;
  switch (kind) {
    case "text":
      return { ...optional, type: "BYTE_ARRAY", converted_type: "UTF8" };
    case "decimal":
      return {
        ...optional,
        type: "FIXED_LEN_BYTE_ARRAY",
        type_length: DECIMAL_BYTES,
        converted_type: "DECIMAL",
        precision: DECIMAL_DIGITS,
        scale: DECIMAL_SCALE,
      };
    case "count":
      return { ...optional, type: "INT64" };
    case "instant":
      return { ...optional, type: "INT64", converted_type: "TIMESTAMP_MILLIS" };
    case "truth":
      return { ...optional, type: "BOOLEAN" };
  }
}

/** A value as the writer takes it: whole nano units for a decimal, a bigint for what has 64 bits. */
function physical<Row>(column: ExportColumn<Row>, row: Row): string | bigint | boolean | null {
  switch (column.kind) {
    case "text":
    case "truth":
      return column.value(row);
    case "decimal": {
      const decimal = column.value(row);
      return decimal === null ? null : parseNano(decimal);
    }
    case "count":
    case "instant": {
      const number = column.value(row);
      return number === null ? null : BigInt(number);
    }
  }
}
