import { describe, expect, it } from "vitest";
import { occurrences, repositoryTexts } from "./repository-text.ts";

const MAX_LINES = 300;

const texts = repositoryTexts();

const leftOut =
  /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:skip|only|todo|fails|skipIf|runIf)\b|\bx(?:it|describe)\(|\bcontext\.skip\(/;
const registryHost =
  /\bregistry\.[a-z][\w-]*\.[a-z]+|\b(?:npmjs|yarnpkg|npmmirror)\.com|\b(?:docker|ghcr|quay|gcr)\.io|\bpypi\.org/i;
const machinePath = /(?:^|[\s"'`(=:,])\/(?:work|root|home|Users|tmp|mnt)\/[\w.-]+/;

describe("the repository", () => {
  it("has files to look at", () => {
    expect(texts.length).toBeGreaterThan(50);
  });

  it("runs every test: none is skipped, run alone or left for later", () => {
    const tests = texts.filter(({ file }) => /\.test\.tsx?$/.test(file));
    expect(tests.length).toBeGreaterThan(0);
    expect(occurrences(tests, leftOut)).toEqual([]);
  });

  it("names no registry's host", () => {
    expect(occurrences(texts, registryHost)).toEqual([]);
  });

  it("names no absolute path of a machine", () => {
    expect(occurrences(texts, machinePath)).toEqual([]);
  });

  it(`has no source file over ${MAX_LINES} lines`, () => {
    const sources = texts.filter(
      ({ file }) =>
        /^(?:domain|db|ingest|api|web|server|simulator|scripts)\/.*\.(?:tsx?|mjs|css)$/.test(
          file,
        ) && !/\/i18n\/|catalogue|messages|\.gen\.tsx?$/.test(file),
    );
    const tooLong = sources.filter(({ text }) => text.trimEnd().split("\n").length > MAX_LINES);
    expect(tooLong.map(({ file }) => file)).toEqual([]);
  });
});

describe("these guards see what they look for", () => {
  const planted = (text: string): { file: string; text: string }[] => [
    { file: "planted.ts", text },
  ];

  it.each(["skip", "only", "todo", "each.skip", "skipIf"])("a test with .%s", (modifier) => {
    expect(occurrences(planted(`  it.${modifier}("x", () => {});`), leftOut)).toHaveLength(1);
  });

  it.each([
    ["registry", "example", "com"],
    ["ghcr", "io"],
    ["npmjs", "com"],
  ])("a host of a registry: %s", (...labels) => {
    expect(occurrences(planted(`"https://${labels.join(".")}/x"`), registryHost)).toHaveLength(1);
  });

  it.each(["work", "root", "home"])("a path under /%s", (folder) => {
    expect(occurrences(planted(`open("/${folder}/someone/file")`), machinePath)).toHaveLength(1);
  });
});
