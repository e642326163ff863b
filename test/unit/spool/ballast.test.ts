import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openBallast } from "../../../db/spool/ballast.ts";

const BYTES = 3_000_000;

describe("the ballast", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "rm-ballast-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("holds real space, not a sparse file, until it is released", () => {
    const path = join(directory, "ballast");
    const ballast = openBallast(path, BYTES);
    ballast.restore();
    expect(statSync(path).size).toBe(BYTES);
    expect(statSync(path).blocks * 512).toBeGreaterThanOrEqual(BYTES);
    expect(ballast.release()).toBe(true);
    expect(existsSync(path)).toBe(false);
    expect(ballast.release()).toBe(false);
  });

  it("is written again when a crash left half of it", () => {
    const path = join(directory, "ballast");
    writeFileSync(path, "half");
    openBallast(path, BYTES).restore();
    expect(statSync(path).size).toBe(BYTES);
  });
});
