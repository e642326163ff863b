import { ClickHouseError } from "@clickhouse/client";

/**
 * What to do about a failed call: `retry` it as it stands; `alarm`: retry, but somebody must look; `poison`: these
 * very rows will never be taken.
 */
export type FaultKind = "retry" | "alarm" | "poison";

export class ClickHouseFault extends Error {
  override readonly name = "ClickHouseFault";
  readonly kind: FaultKind;
  /** ClickHouse's own code, null when it was never reached. */
  readonly code: number | null;
  constructor(kind: FaultKind, code: number | null, message: string, cause: unknown) {
    super(message, { cause });
    this.kind = kind;
    this.code = code;
  }
}

/** Codes of rows that can't be read into their table (src/Common/ErrorCodes.cpp of ClickHouse). */
const POISON = new Set([
  6, // CANNOT_PARSE_TEXT
  25, // CANNOT_PARSE_ESCAPE_SEQUENCE
  26, // CANNOT_PARSE_QUOTED_STRING
  27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
  38, // CANNOT_PARSE_DATE
  41, // CANNOT_PARSE_DATETIME
  53, // TYPE_MISMATCH
  69, // ARGUMENT_OUT_OF_BOUND
  72, // CANNOT_PARSE_NUMBER
  117, // INCORRECT_DATA
  130, // CANNOT_READ_ARRAY_FROM_TEXT
  131, // TOO_LARGE_STRING_SIZE
  321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
  349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
  376, // CANNOT_PARSE_UUID
  407, // DECIMAL_OVERFLOW
]);

/** Codes that no waiting mends: rights, missing tables, wrong columns. */
const ALARM = new Set([16, 47, 60, 62, 81, 164, 192, 193, 194, 497, 516]);

/** Classifies by code, never by text; what is not known is retried. */
export function toClickHouseFault(error: unknown): ClickHouseFault {
  if (error instanceof ClickHouseFault) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ClickHouseError))
    return new ClickHouseFault("retry", null, message, error);
  const code = Number(error.code);
  const kind = POISON.has(code) ? "poison" : ALARM.has(code) ? "alarm" : "retry";
  return new ClickHouseFault(kind, code, message, error);
}
