import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { repositoryRoot } from "../lint/planted-tree.ts";

const versions = z.record(z.string(), z.string());
const manifest = z.object({ dependencies: versions, devDependencies: versions });
const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({ integrity: z.string().optional(), inBundle: z.boolean().default(false) }),
  ),
});

const wanted = manifest.parse(read("package.json"));
const { "": root, ...packages } = lockFile.parse(read("package-lock.json")).packages;

describe("the lock file", () => {
  it("locks the very dependencies that package.json names", () => {
    expect(manifest.parse(root)).toEqual(wanted);
  });

  it("starts from exact versions", () => {
    const all = Object.entries({ ...wanted.dependencies, ...wanted.devDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it("holds an integrity and no address for every package", () => {
    const entries = Object.entries(packages);
    expect(entries.length).toBeGreaterThan(100);
    // A bundled package comes inside its parent's tarball, whose integrity covers it.
    const fetched = entries.filter(([, entry]) => !entry.inBundle);
    expect(fetched.filter(([, entry]) => entry.integrity === undefined)).toEqual([]);
    expect(entries.filter(([, entry]) => "resolved" in entry)).toEqual([]);
  });
});

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(repositoryRoot, file), "utf8"));
}
