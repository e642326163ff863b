import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineLooks } from "../../../web/series/line-looks.ts";

const keys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 21 });
const lineOf = (key: string) => ({ key, isRest: false });

describe("the looks of lines", () => {
  it("are all different up to 21 lines, and colour alone tells seven apart", () => {
    fc.assert(
      fc.property(keys, (names) => {
        const looks = [...lineLooks(names.map(lineOf)).values()];
        const distinct = new Set(looks.map(({ color, dash }) => `${color} ${dash}`));
        expect(distinct.size).toBe(names.length);
        const colors = new Set(looks.map(({ color }) => color));
        expect(colors.size).toBe(Math.min(names.length, 7));
      }),
    );
  });

  it("are those of any text for names that every object has", () => {
    const looks = lineLooks(["constructor", "toString", "__proto__"].map(lineOf));
    for (const look of looks.values()) expect(look.color).toMatch(/^var\(--chart-[1-7]\)$/);
  });

  it("do not depend on the order of the lines", () => {
    fc.assert(
      fc.property(keys, (names) => {
        const one = lineLooks(names.map(lineOf));
        const other = lineLooks(names.toReversed().map(lineOf));
        for (const name of names) expect(other.get(name)).toEqual(one.get(name));
      }),
    );
  });

  it("give a value that is shown alone the same colour as always", () => {
    const alone = lineLooks([lineOf("remix")]).get("remix");
    expect(lineLooks([lineOf("remix"), { key: "rest", isRest: true }]).get("remix")).toEqual(alone);
  });
});
