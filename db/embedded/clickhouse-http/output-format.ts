import { sqlTokens } from "./sql-tokens.ts";

/**
 * Formats whose blocks can be put one after the other; of some the header is repeated in each
 * block and kept once. Every other format is made in one piece by the engine.
 */
const HEADER_LINES = new Map<string, number>([
  ...[
    "JSONEachRow",
    "NDJSON",
    "JSONLines",
    "JSONStringsEachRow",
    "JSONCompactEachRow",
    "JSONCompactStringsEachRow",
    "CSV",
    "TSV",
    "TabSeparated",
    "TSVRaw",
    "TabSeparatedRaw",
    "RowBinary",
    "Native",
    "LineAsString",
    "RawBLOB",
  ].map((name) => [name, 0] as const),
  ...[
    "TSVWithNames",
    "TabSeparatedWithNames",
    "TSVRawWithNames",
    "TabSeparatedRawWithNames",
    "JSONCompactEachRowWithNames",
    "JSONCompactStringsEachRowWithNames",
  ].map((name) => [name, 1] as const),
  ...[
    "TSVWithNamesAndTypes",
    "TabSeparatedWithNamesAndTypes",
    "TSVRawWithNamesAndTypes",
    "TabSeparatedRawWithNamesAndTypes",
    "JSONCompactEachRowWithNamesAndTypes",
    "JSONCompactStringsEachRowWithNamesAndTypes",
  ].map((name) => [name, 2] as const),
]);

/** By format, as ClickHouse answers them. Source: IOutputFormat::getContentType of each format. */
const CONTENT_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^(JSON.*EachRow.*|NDJSON|JSONLines)$/, "application/x-ndjson; charset=UTF-8"],
  [/^JSON/, "application/json; charset=UTF-8"],
  [/^CSV/, "text/csv; charset=UTF-8; header="],
  [/^(TSV|TabSeparated)/, "text/tab-separated-values; charset=UTF-8"],
  [/^XML$/, "application/xml; charset=UTF-8"],
  [
    /^(RowBinary|Native|Parquet|Arrow|ORC|Avro|MsgPack|BSONEachRow|Protobuf|CapnProto|Npy|RawBLOB)/,
    "application/octet-stream",
  ],
];

/** The lines that open each block of a format, or undefined when it cannot be streamed. */
export function streamedHeaderLines(format: string): number | undefined {
  return HEADER_LINES.get(format);
}

/** The `Content-Type` of an answer in `format`. */
export function contentTypeOf(format: string): string {
  const found = CONTENT_TYPES.find(([pattern]) => pattern.test(format))?.[1];
  if (found === undefined) return "text/plain; charset=UTF-8";
  return found.endsWith("header=")
    ? `${found}${format.includes("WithNames") ? "present" : "absent"}`
    : found;
}

/** The format a statement names in its own FORMAT clause (the last one outside parentheses). */
export function formatClause(sql: string): string | undefined {
  let depth = 0;
  let named: string | undefined;
  let afterFormat = false;
  for (const token of sqlTokens(sql)) {
    if (token.text === "(") depth++;
    else if (token.text === ")") depth--;
    if (afterFormat && token.kind === "word") named = token.text;
    afterFormat = depth === 0 && token.kind === "word" && token.text.toUpperCase() === "FORMAT";
  }
  return named;
}
