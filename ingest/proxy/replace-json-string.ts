import { JsonScanner } from "./json-scanner.ts";

const QUOTE = 0x22;

/**
 * The JSON with another string in place of the one at a path (`options.callback_url`); every other byte stays. It is
 * found by the scanner that read the fields, so what was checked is what is replaced.
 * @returns null when no string stands there.
 * @throws BodyFault for what is no JSON object.
 */
export function replaceJsonString(json: Buffer, path: string, value: string): Buffer | null {
  let begun = false;
  let ended = false;
  const scanner = new JsonScanner({
    maxBytesOf: (at) => {
      if (at === path) begun = true;
      return 0;
    },
    tooLong: () => {
      throw new RangeError("a skipped string is never too long");
    },
    scalar: (at) => {
      if (at === path) ended = true;
    },
    container: (_at, isArray) => !isArray,
  });
  // Up to and with each quote in turn: the scanner tells at which of them the string begins and ends.
  let start: number | null = null;
  for (let at = 0; at < json.length;) {
    const quote = json.indexOf(QUOTE, at);
    const end = quote === -1 ? json.length : quote + 1;
    scanner.write(json.subarray(at, end));
    if (begun) start ??= quote;
    if (ended) {
      if (start === null) return null;
      const written = Buffer.from(JSON.stringify(value), "utf8");
      return Buffer.concat([json.subarray(0, start), written, json.subarray(end)]);
    }
    at = end;
  }
  return null;
}
