import { BodyFault } from "./field-reader.ts";
import { JsonScanner } from "./json-scanner.ts";

const NUMBER = /^-?\d/;

/**
 * A number in a JSON object as it is written there, by its members' names with dots between them. `JSON.parse` makes
 * floats of numbers, and Node 20 can't tell what they were made of. Null when there is none, or one twice.
 */
export function numberText(json: Buffer, path: string): string | null {
  let found: string | null = null;
  const scanner = new JsonScanner({
    maxBytesOf: () => 0,
    tooLong: () => {
      throw new BodyFault("field_too_long", "has a value that is too long");
    },
    scalar: (at, text) => {
      if (at === path) found = text;
    },
    container: (_at, isArray) => !isArray,
  });
  try {
    scanner.write(json);
    scanner.end();
  } catch (error) {
    if (error instanceof BodyFault) return null;
    throw error;
  }
  return found !== null && NUMBER.test(found) ? found : null;
}
