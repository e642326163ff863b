import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "../../../web/view/url-codec.ts";

describe("the query string", () => {
  it("keeps text as text: an id with leading zeros stays what it is", () => {
    expect(parseSearch("?user=00123&n=1e3&t=true")).toEqual(
      Object.assign(Object.create(null), { user: "00123", n: "1e3", t: "true" }),
    );
  });

  it("reads a repeated name as a list and writes it back in order", () => {
    const search = parseSearch("?f=feature:remix&f=user:u_1,u_2");
    expect(search["f"]).toEqual(["feature:remix", "user:u_1,u_2"]);
    expect(stringifySearch(search)).toBe("?f=feature:remix&f=user:u_1,u_2");
  });

  it("lets a parameter be called like something of Object's", () => {
    expect(parseSearch("?constructor=x&__proto__=y")["constructor"]).toBe("x");
    expect(parseSearch("")["toString"]).toBeUndefined();
  });

  it("leaves out what is absent or empty", () => {
    expect(stringifySearch({ a: undefined, b: null, c: "", d: [], e: "1" })).toBe("?e=1");
    expect(stringifySearch({})).toBe("");
  });

  it("gives back every text that it wrote", () => {
    const text = fc.string({ minLength: 1, unit: "grapheme" });
    fc.assert(
      fc.property(fc.dictionary(text, fc.array(text, { minLength: 1, maxLength: 3 })), (search) => {
        const read = parseSearch(stringifySearch(search));
        for (const [name, values] of Object.entries(search)) {
          expect([read[name]].flat()).toEqual(values);
        }
      }),
    );
  });
});
