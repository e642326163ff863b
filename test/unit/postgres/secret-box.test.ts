import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openSecret, sealSecret, SecretBoxError } from "../../../db/postgres/secret-box.ts";

describe("the secret box", () => {
  const key = randomBytes(32);
  const aad = "ws_1/up_1/credential";

  it("opens what it sealed, whatever the text", () => {
    for (const secret of ["sk-1", "", "ключ 🔑", "x".repeat(10_000)]) {
      expect(openSecret(key, aad, sealSecret(key, aad, secret))).toBe(secret);
    }
  });

  it("seals the same secret differently each time and shows none of it", () => {
    const one = sealSecret(key, aad, "sk-secret-value");
    expect(Buffer.from(one)).not.toEqual(Buffer.from(sealSecret(key, aad, "sk-secret-value")));
    expect(Buffer.from(one).toString("latin1")).not.toContain("secret");
  });

  it("does not open in another row, under another key, or damaged anywhere", () => {
    const sealed = sealSecret(key, aad, "sk-1");
    expect(() => openSecret(key, "ws_2/up_1/credential", sealed)).toThrow(SecretBoxError);
    expect(() => openSecret(key, "ws_1/up_1/webhook", sealed)).toThrow(SecretBoxError);
    expect(() => openSecret(randomBytes(32), aad, sealed)).toThrow(SecretBoxError);
    for (let at = 0; at < sealed.length; at += 1) {
      const damaged = Uint8Array.from(sealed);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => openSecret(key, aad, damaged)).toThrow(SecretBoxError);
    }
    expect(() => openSecret(key, aad, sealed.subarray(0, 10))).toThrow(SecretBoxError);
  });
});
