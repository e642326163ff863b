import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { permittedFiles } from "./permitted-files.ts";
import { plantedBoundaries } from "./planted-boundaries.ts";
import { plantedHabits } from "./planted-habits.ts";
import { plantTree } from "./planted-tree.ts";
import type { PlantedTree } from "./planted-tree.ts";
import { runOxlint } from "./run-oxlint.ts";
import type { LintResult } from "./run-oxlint.ts";

const planted = [...plantedBoundaries, ...plantedHabits];

let tree: PlantedTree;
let result: LintResult;

beforeAll(() => {
  const files = Object.fromEntries(planted.map(({ file, source }) => [file, source]));
  tree = plantTree({ ...files, ...permittedFiles });
  result = runOxlint(tree.root);
});

afterAll(() => {
  tree[Symbol.dispose]();
});

it("plants each violation in a file of its own", () => {
  expect(new Set(planted.map(({ file }) => file)).size).toBe(planted.length);
  expect(result.fileCount).toBeGreaterThanOrEqual(planted.length);
});

describe("a planted violation is caught by the rule that forbids it, and by no other", () => {
  it.each(planted)("$states", ({ file, caughtBy, saying }) => {
    const complaints = result.complaints.get(file) ?? [];
    expect(complaints.map(({ rule }) => rule)).toEqual([caughtBy]);
    expect(complaints[0]?.text).toContain(saying ?? "");
  });
});

describe("what the rules permit passes", () => {
  it.each(Object.keys(permittedFiles))("%s", (file) => {
    expect(result.complaints.get(file) ?? []).toEqual([]);
  });
});
