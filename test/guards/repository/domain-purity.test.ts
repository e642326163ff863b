import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plantTree } from "../lint/planted-tree.ts";
import type { PlantedTree } from "../lint/planted-tree.ts";

/** What the compiler must not find in domain/, by the expression that asks for it. */
const impure: Readonly<Record<string, string>> = {
  fetch: 'export const planted: unknown = fetch("http://localhost");',
  process: "export const planted: unknown = process.pid;",
  console: 'console.log("planted");\nexport {};',
  setTimeout: "export const planted: unknown = setTimeout(() => 1, 0);",
  setInterval: "export const planted: unknown = setInterval(() => 1, 1000);",
  queueMicrotask: "queueMicrotask(() => 1);\nexport {};",
  crypto: "export const planted: unknown = crypto.randomUUID();",
  performance: "export const planted: unknown = performance.now();",
  Buffer: "export const planted: unknown = Buffer.alloc(1);",
  document: "export const planted: unknown = document.title;",
  "node:fs": 'export { readFileSync } from "node:fs";',
};

const pure = 'import { z } from "zod";\n\nexport const planted = z.string();\n';

let tree: PlantedTree;
let output: string;

beforeAll(() => {
  const files = Object.entries(impure).map(([name, source]) => [fileFor(name), `${source}\n`]);
  tree = plantTree({ ...Object.fromEntries(files), "domain/pure.ts": pure });
  const compiler = join(tree.root, "node_modules/typescript/bin/tsc");
  const run = spawnSync(process.execPath, [compiler, "-b", "domain"], {
    cwd: tree.root,
    encoding: "utf8",
  });
  output = run.stdout;
});

afterAll(() => {
  tree[Symbol.dispose]();
});

describe("the compiler keeps domain pure", () => {
  it.each(Object.keys(impure))("%s does not compile there", (name) => {
    const errors = output.split("\n").filter((line) => line.startsWith(fileFor(name)));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/error TS(?:2304|2307|2580|2584|2591|2582|2583|2868)/);
  });

  it("zod and domain's own files do", () => {
    expect(output).not.toContain("domain/pure.ts");
  });
});

function fileFor(name: string): string {
  return `domain/impure-${name.replace(":", "-").toLowerCase()}.ts`;
}
