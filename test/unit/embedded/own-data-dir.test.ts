import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { ownDataDir } from "../../../db/embedded/own-data-dir.ts";
import { postgresSocketPath, socketDirectory } from "../../../db/embedded/socket-directory.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rm-own-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("owning a data directory", () => {
  it("creates it for this user alone", () => {
    const owned = ownDataDir(join(root, "a", "b"));
    expect(statSync(join(root, "a", "b")).mode & 0o777).toBe(0o700);
    owned.release();
  });

  it("refuses a second owner, naming the first, until it is released", () => {
    const owned = ownDataDir(root);
    expect(() => ownDataDir(root)).toThrow(
      expect.objectContaining({
        code: "data_dir_in_use",
        message: expect.stringContaining(`process ${process.pid}`),
      }),
    );
    owned.release();
    ownDataDir(root).release();
  });

  it("is free again at once after its owner was killed", async () => {
    const owner = fork(
      new URL("../../support/data-dir-owner.ts", import.meta.url).pathname,
      [root],
      {
        execArgv: ["--import", "tsx"],
      },
    );
    await once(owner, "message");
    expect(() => ownDataDir(root)).toThrow(expect.objectContaining({ code: "data_dir_in_use" }));
    owner.kill("SIGKILL");
    await once(owner, "exit");
    ownDataDir(root).release();
  });

  it("says that a directory cannot be created", () => {
    writeFileSync(join(root, "file"), "");
    expect(() => ownDataDir(join(root, "file", "below"))).toThrow(
      expect.objectContaining({ code: "data_dir_not_writable" }),
    );
  });
});

describe("the directory of the Postgres socket", () => {
  it("lies in the data directory while the path fits, else in a private one elsewhere", () => {
    const near = socketDirectory(root);
    expect(near.path).toBe(join(root, "run"));
    const far = socketDirectory(join(root, "x".repeat(120)));
    expect(Buffer.byteLength(postgresSocketPath(far.path))).toBeLessThanOrEqual(103);
    expect(statSync(far.path).mode & 0o777).toBe(0o700);
    far.remove();
    expect(() => statSync(far.path)).toThrow();
  });
});
