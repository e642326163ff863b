import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createWebhookKeys,
  REFETCH_MS,
  RETRY_MS,
  type WebhookKeys,
} from "../../../ingest/settle/webhook-keys.ts";
import { startCallbackReceiver, type CallbackReceiver } from "../../support/callback-receiver.ts";

const DAY_MS = 86_400_000;
const first = generateKeyPairSync("ed25519");
const second = generateKeyPairSync("ed25519");
const jwks = (...keys: readonly KeyObject[]) => ({
  keys: [{ kty: "RSA", n: "AQAB", e: "AQAB" }, ...keys.map((key) => key.export({ format: "jwk" }))],
});
const signedBy = (key: KeyObject) => {
  const message = `req\nuser\n1\n${createHash("sha256").update("{}").digest("hex")}`;
  return { message, signature: sign(null, Buffer.from(message), key) };
};

describe("keys that a provider shows", () => {
  let server: CallbackReceiver;
  let keys: WebhookKeys;
  let nowMs: number;
  const verify = (key: KeyObject, allowPrivate = true) =>
    keys.verify({ url: `${server.url}/jwks.json`, allowPrivate }, signedBy(key));

  beforeEach(async () => {
    server = await startCallbackReceiver();
    server.jwks = jwks(first.publicKey);
    nowMs = 1_000_000_000;
    keys = createWebhookKeys(() => nowMs);
  });
  afterEach(async () => {
    await keys.close();
    await server.close();
  });

  it("are asked for once a day while they fit", async () => {
    for (const afterMs of [0, REFETCH_MS, DAY_MS / 2]) {
      nowMs += afterMs;
      expect(await verify(first.privateKey)).toBe("signed");
    }
    expect(server.jwksAsked).toBe(1);
    nowMs += DAY_MS;
    expect(await verify(first.privateKey)).toBe("signed");
    expect(server.jwksAsked).toBe(2);
  });

  it("are asked for anew for a key that is not among them, once a minute at most", async () => {
    expect(await verify(second.privateKey)).toBe("unsigned");
    server.jwks = jwks(first.publicKey, second.publicKey);
    nowMs += REFETCH_MS - 1;
    expect(await verify(second.privateKey)).toBe("unsigned");
    expect(server.jwksAsked).toBe(1);
    nowMs += 1;
    expect(await verify(second.privateKey)).toBe("signed");
    expect(server.jwksAsked).toBe(2);
  });

  it("that can't be had or read judge nothing: whoever calls is asked to come again", async () => {
    for (const unreadable of [
      {},
      { keys: "none" },
      { keys: [{ kty: "OKP", crv: "Ed25519", x: "!" }] },
    ]) {
      server.jwks = unreadable;
      expect(await verify(first.privateKey)).toBe("unreachable");
      nowMs += REFETCH_MS;
    }
    server.jwks = jwks(first.publicKey);
    expect(await verify(first.privateKey)).toBe("signed");
  });

  it("are asked for again as soon as a caller comes again after a failure", async () => {
    server.jwks = {};
    expect(await verify(first.privateKey)).toBe("unreachable");
    server.jwks = jwks(first.publicKey);
    nowMs += RETRY_MS - 1;
    expect(await verify(first.privateKey)).toBe("unreachable");
    nowMs += 1;
    expect(await verify(first.privateKey)).toBe("signed");
    expect(server.jwksAsked).toBe(2);
  });

  it("are asked for once by all that come at the same time", async () => {
    const verdicts = await Promise.all(Array.from({ length: 5 }, () => verify(first.privateKey)));
    expect(verdicts).toEqual(Array.from({ length: 5 }, () => "signed"));
    expect(server.jwksAsked).toBe(1);
  });

  it("are not asked for at a private address that the upstream doesn't allow", async () => {
    expect(await verify(first.privateKey, false)).toBe("unreachable");
    expect(server.jwksAsked).toBe(0);
  });
});
