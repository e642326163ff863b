import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { biGuest, workspaceOfGuest } from "../../../db/embedded/bi-guest.ts";
import { dataPlaneCredentials } from "../../../db/embedded/data-plane-credentials.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "rm-credentials-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe("the credentials of a data directory", () => {
  it("are made once, for their owner's eyes alone", () => {
    const made = dataPlaneCredentials(directory);
    expect(dataPlaneCredentials(directory)).toEqual(made);
    expect(statSync(join(directory, "data-plane.json")).mode & 0o777).toBe(0o600);
  });

  it("of an earlier build keep what they have and get a secret for reports, once", () => {
    const old = {
      clickhouseUser: "reelmeter",
      clickhousePassword: "an-old-password-of-at-least-32-characters",
      clickhousePort: 8123,
    };
    writeFileSync(join(directory, "data-plane.json"), JSON.stringify(old));
    const first = dataPlaneCredentials(directory);
    expect(first).toMatchObject(old);
    expect(dataPlaneCredentials(directory)).toEqual(first);
    expect(readFileSync(join(directory, "data-plane.json"), "utf8")).toContain(first.biSecret);
  });
});

describe("a user for reports", () => {
  it("stands for one workspace, with a password that tells nothing of another one's", () => {
    const { user, password } = biGuest("s".repeat(32), "ws_1");
    expect(workspaceOfGuest(user)).toBe("ws_1");
    expect(biGuest("s".repeat(32), "ws_1").password).toBe(password);
    expect(biGuest("s".repeat(32), "ws_2").password).not.toBe(password);
    expect(biGuest("t".repeat(32), "ws_1").password).not.toBe(password);
  });

  it.each(["", "bi_", "ws_1", "bi_a'b", "bi_a b", "bi_a.b", `bi_${"a".repeat(65)}`])(
    "is none by the name %j",
    (name) => expect(workspaceOfGuest(name)).toBeNull(),
  );
});
