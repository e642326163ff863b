import { SEPARATORS, type Separator } from "./file-options.ts";

/** The separator that a header line has most of, outside quotation marks. */
export function headerSeparator(line: string): Separator {
  const unquoted = line.replaceAll(/"[^"]*"/g, "");
  const count = (separator: Separator) => unquoted.split(separator).length;
  return SEPARATORS.reduce((best, each) => (count(each) > count(best) ? each : best));
}
