/** Server version is appended by ClickHouse to every exception; filled in when one is answered. */
const CODE = /Code: (\d+)\. DB::Exception/;

/** Codes this face itself answers with. Source: ClickHouse, src/Common/ErrorCodes.cpp. */
export const CODES = {
  SUPPORT_IS_DISABLED: 344,
  SYNTAX_ERROR: 62,
  UNKNOWN_QUERY_PARAMETER: 456,
  READONLY: 164,
  ACCESS_DENIED: 497,
  AUTHENTICATION_FAILED: 516,
  TOO_MANY_SIMULTANEOUS_QUERIES: 202,
  QUERY_WAS_CANCELLED: 394,
  LIMIT_EXCEEDED: 290,
  CANNOT_DECOMPRESS: 271,
  BAD_ARGUMENTS: 36,
  UNKNOWN_EXCEPTION: 1002,
} as const;

/**
 * HTTP status by exception code; anything else is 500.
 * Source: ClickHouse, src/Server/HTTP/exceptionCodeToHTTPStatus.cpp.
 */
const STATUS_BY_CODE = new Map<number, number>([
  ...[516, 192, 193, 194].map((code) => [code, 403] as const),
  ...[497, 164].map((code) => [code, 403] as const),
  ...[
    6, 26, 27, 38, 41, 42, 43, 44, 46, 47, 50, 53, 62, 69, 70, 72, 130, 131, 137, 158, 36, 321, 36,
    456, 457, 115, 73, 117, 271, 452,
  ].map((code) => [code, 400] as const),
  ...[16, 60, 81].map((code) => [code, 404] as const),
  ...[107, 108].map((code) => [code, 404] as const),
  [5, 405],
  [48, 501],
  [344, 501],
  [290, 413],
  [202, 503],
  [394, 499],
  [209, 408],
  [159, 408],
]);

/** An exception in ClickHouse's shape. `text` is `Code: N. DB::Exception: … (NAME)`. */
export class ClickHouseException extends Error {
  override readonly name = "ClickHouseException";
  readonly code: number;
  readonly status: number;

  constructor(code: number, text: string, cause?: unknown) {
    super(text, { cause });
    this.code = code;
    this.status = STATUS_BY_CODE.get(code) ?? 500;
  }
}

/** An exception of this face's own making, worded like the engine's. */
export function refusal(name: keyof typeof CODES, sentence: string): ClickHouseException {
  const code = CODES[name];
  return new ClickHouseException(code, `Code: ${code}. DB::Exception: ${sentence} (${name})`);
}

/** The engine reports errors as text only; its leading code is part of ClickHouse's wire contract. */
export function asClickHouseException(error: unknown): ClickHouseException {
  if (error instanceof ClickHouseException) return error;
  const text = error instanceof Error ? error.message : String(error);
  const found = CODE.exec(text);
  if (found === null) {
    return new ClickHouseException(
      CODES.UNKNOWN_EXCEPTION,
      `Code: ${CODES.UNKNOWN_EXCEPTION}. DB::Exception: ${text} (UNKNOWN_EXCEPTION)`,
      error,
    );
  }
  return new ClickHouseException(Number(found[1]), text.slice(found.index), error);
}

/** The body ClickHouse would answer, with its version and a closing newline. */
export function exceptionBody(exception: ClickHouseException, version: string): string {
  const stamp = `(version ${version})`;
  const text = exception.message.includes(stamp)
    ? exception.message
    : `${exception.message} ${stamp}`;
  return `${text}\n`;
}
