import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ApiError } from "../../../api/http/api-error.ts";
import { openCursor, sealCursor } from "../../../api/http/cursor.ts";

const SECRET = "a secret of at least thirty-two characters";
const position = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 4 });

describe("a list's cursor", () => {
  it("opens to the position that was sealed", () => {
    fc.assert(
      fc.property(position, fc.string(), (parts, scope) => {
        const text = sealCursor(SECRET, scope, parts);
        expect(openCursor(SECRET, scope, text, parts.length)).toEqual(parts);
      }),
    );
  });

  it("is refused after any change of a character", () => {
    fc.assert(
      fc.property(
        position,
        fc.nat(),
        fc.constantFrom("A", "Z", "a", "z", "0", "9", "-", "_", "."),
        (parts, at, letter) => {
          const text = sealCursor(SECRET, "list", parts);
          const index = at % text.length;
          const changed = text.slice(0, index) + letter + text.slice(index + 1);
          fc.pre(bytesOf(changed) !== bytesOf(text));
          expect(() => openCursor(SECRET, "list", changed, parts.length)).toThrow(ApiError);
        },
      ),
    );
  });

  it("is refused in another list, another workspace, and by another server", () => {
    fc.assert(
      fc.property(position, fc.string(), fc.string(), (parts, scope, other) => {
        fc.pre(scope !== other);
        const text = sealCursor(SECRET, scope, parts);
        expect(() => openCursor(SECRET, other, text, parts.length)).toThrow(ApiError);
        expect(() => openCursor(`${SECRET}!`, scope, text, parts.length)).toThrow(ApiError);
      }),
    );
  });
});

/** What a text says once decoded: base64url has spellings that differ in unused bits only. */
function bytesOf(text: string): string {
  return text
    .split(".")
    .map((part, index) => (index === 1 ? Buffer.from(part, "base64url").toString("hex") : part))
    .join(".");
}
