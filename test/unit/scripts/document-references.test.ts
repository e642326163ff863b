import { describe, expect, it } from "vitest";
import { documentReferences } from "../../../scripts/docs/document-references.ts";
import { referenceFaults, undocumentedVariables } from "../../../scripts/docs/reference-faults.ts";
import { declaredVariables } from "../../../scripts/docs/repository-facts.ts";
import type { RepositoryFacts } from "../../../scripts/docs/repository-facts.ts";

const facts: RepositoryFacts = {
  files: ["README.md", "docs/guide.md", "domain/money.ts", "server/main.ts", "package.json"],
  folders: ["docs", "domain", "server"],
  npmScripts: new Set(["test", "start", "check"]),
  configVariables: new Set(["PORT", "REELMETER_ROLES"]),
  variables: new Set(["PORT", "REELMETER_ROLES", "CHROMIUM_PATH"]),
};

function faults(text: string, file = "README.md"): string[] {
  return referenceFaults([{ file, text }], facts);
}

describe("a document may mention only what exists", () => {
  it.each([
    ["a link", "see [the guide](docs/guide.md)"],
    ["a link to a heading", "# A word, or two\n[there](#a-word-or-two)"],
    ["an address elsewhere", "[site](https://example.com/missing.md)"],
    ["a path", "`domain/money.ts`, `server/` and `domain/*.ts`"],
    ["the name of a file", "`money.ts` and `package.json`"],
    ["what is built", "`dist/server/main.js`"],
    ["a route", "`/api/v1/usage`"],
    ["npm scripts", "`npm test`, `npm start`, `npm run check`"],
    ["variables", "`PORT`, `REELMETER_ROLES=proxy`, `CHROMIUM_PATH`"],
    ["other people's variables in a command", "```sh\nexport SOME_VARIABLE=1\n```"],
  ])("%s passes", (_, text) => {
    expect(faults(text)).toEqual([]);
  });

  it.each([
    ["a link", "see [it](docs/missing.md)", "link docs/missing.md"],
    ["a heading", "# One\n[there](#two)", "link #two"],
    ["a path", "`domain/missing.ts`", "path domain/missing.ts"],
    ["an empty folder", "`server/missing/`", "path server/missing/"],
    ["a file", "`missing.ts`", "path missing.ts"],
    ["an npm script", "`npm run missing`", "npm script missing"],
    ["an npm script in a command", "```sh\nnpm run missing\n```", "npm script missing"],
    ["a variable", "`SOME_VARIABLE`", "variable SOME_VARIABLE"],
    [
      "a house variable in a command",
      "```sh\nREELMETER_MISSING=1\n```",
      "variable REELMETER_MISSING",
    ],
  ])("%s that is missing is named", (_, text, what) => {
    expect(faults(text).map((fault) => fault.replace(/^README\.md:\d+: /, ""))).toEqual([
      `${what} does not exist`,
    ]);
  });

  it("names the file and the line", () => {
    expect(faults("one\ntwo\n`domain/no.ts`", "docs/guide.md")[0]).toMatch(/^docs\/guide\.md:3: /);
  });

  it("resolves a link from the document's own folder", () => {
    expect(faults("[home](../README.md)", "docs/guide.md")).toEqual([]);
    expect(faults("[home](README.md)", "docs/guide.md")).toHaveLength(1);
  });

  it("counts a link once, however its text is written", () => {
    expect(documentReferences("[`money`](domain/money.ts)", facts.folders)).toEqual([
      { kind: "link", target: "domain/money.ts", line: 1 },
    ]);
  });
});

it("the README's table must hold every variable of the configuration", () => {
  const text = "| variable | default |\n|---|---|\n| `PORT` | 4080 |\n\n`REELMETER_ROLES`";
  expect(undocumentedVariables({ file: "README.md", text }, facts)).toEqual([
    "README.md:1: variable REELMETER_ROLES is missing in the environment table",
  ]);
});

it("reads a configuration's variables from its schema's keys, not from its comments or strings", () => {
  const source = `
    // NOT_THIS: 1
    const fields = { PORT: port, DATA_DIR: text, "LOG_LEVEL": level };
    const also = { [name]: 1,
      REELMETER_SECRET_KEY: secret };
    const sentence = "see NODE_OPTIONS";
  `;
  expect(new Set(declaredVariables(source))).toEqual(
    new Set(["PORT", "DATA_DIR", "LOG_LEVEL", "REELMETER_SECRET_KEY"]),
  );
});
