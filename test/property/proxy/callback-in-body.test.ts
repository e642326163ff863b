import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { queryValues, withQueryValue } from "../../../ingest/proxy/query-value.ts";
import { replaceJsonString } from "../../../ingest/proxy/replace-json-string.ts";

const OWN = "https://meter.example/hooks/kling/token";
const indents = fc.constantFrom(undefined, 2, "\t");

describe("the string that is exchanged in a JSON body", () => {
  it("is the one at its path, and every other byte stays", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 6 }),
        fc.string(),
        indents,
        fc.boolean(),
        (around, url, indent, nested) => {
          const path = nested ? "options.callback_url" : "callback_url";
          const named = nested
            ? { ...around, options: { list: [{ callback_url: "no" }], callback_url: url } }
            : { list: [{ callback_url: "no" }], ...around, callback_url: url };
          // A member whose name has a dot in it would be the same path; creates with both are refused before.
          fc.pre(!Object.hasOwn(around, "options.callback_url"));
          const text = JSON.stringify(named, null, indent);
          const changed = replaceJsonString(Buffer.from(text), path, OWN)?.toString() ?? "";
          const written = JSON.stringify(url);
          const name = `"callback_url":`;
          const at = text.lastIndexOf(name) + name.length;
          expect(JSON.parse(changed)).toEqual(
            JSON.parse(
              text.slice(0, at) + text.slice(at).replace(written, () => JSON.stringify(OWN)),
            ),
          );
          expect(changed.length).toBe(text.length - written.length + JSON.stringify(OWN).length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    [String.raw`{"callback\u005furl":"https:\/\/a.example\/x"}`],
    [
      String.raw`{ "a" : "\"callback_url\":\"x\"", "callback_url"	:
"https://a.example/\"x" }`,
    ],
    ['{"n":1e400,"callback_url":"x","z":"é\\ud83d\\ude00"}'],
  ])("is found however it is written: %s", (text) => {
    const changed = replaceJsonString(Buffer.from(text), "callback_url", OWN)?.toString() ?? "";
    expect(JSON.parse(changed)).toMatchObject({ callback_url: OWN });
    expect(changed.replace(JSON.stringify(OWN), "")).toBe(
      text.replace(
        /"(?:https:\\\/\\\/a\.example\\\/x|https:\/\/a\.example\/\\"x|x)"(?=\s*[,}])/,
        "",
      ),
    );
  });

  it.each(['{"callback_url":null}', '{"a":{"callback_url":"x"}}', '{"a":[{"callback_url":"x"}]}'])(
    "is not there in %s",
    (text) => {
      expect(replaceJsonString(Buffer.from(text), "callback_url", OWN)).toBeNull();
    },
  );
});

describe("the value that is exchanged in a query", () => {
  it("is read as a server reads it, and every other pair stays as it was written", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.nat({ max: 2 }), (url, at) => {
        const pairs = ["a=%20+", "b", "fal_webhookx=1"];
        pairs.splice(at, 0, `fal%5Fwebhook=${encodeURIComponent(url)}`);
        const query = pairs.join("&");
        expect(queryValues(query, "fal_webhook")).toEqual([url]);
        const changed = withQueryValue(query, "fal_webhook", OWN);
        expect(new URLSearchParams(changed).get("fal_webhook")).toBe(OWN);
        expect(changed.split("&").toSpliced(at, 1)).toEqual(pairs.toSpliced(at, 1));
      }),
    );
  });

  it("is every one of several, in whatever case its name is written", () => {
    expect(queryValues("fal_webhook=a&FAL_webhook=b&fal_webhook=%zz", "fal_webhook")).toEqual([
      "a",
      "b",
      "%zz",
    ]);
  });
});
