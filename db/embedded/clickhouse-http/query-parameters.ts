import { refusal } from "./clickhouse-exception.ts";
import type { ClickHouseException } from "./clickhouse-exception.ts";
import { sqlTokens } from "./sql-tokens.ts";

/**
 * The refusal for the first `{name:Type}` in the statement that has no value, or undefined.
 * A connection keeps the parameters of its earlier queries, so their absence is noticed here.
 */
export function missingParameter(
  sql: string,
  parameters: ReadonlyMap<string, string>,
): ClickHouseException | undefined {
  let before = "";
  let name: string | undefined;
  for (const token of sqlTokens(sql)) {
    if (token.text === ":" && name !== undefined && !parameters.has(name)) {
      return refusal("UNKNOWN_QUERY_PARAMETER", `Substitution \`${name}\` is not set.`);
    }
    name = before === "{" && token.kind === "word" ? token.text : undefined;
    before = token.text;
  }
  return undefined;
}
