import {
  createHash,
  createHmac,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from "node:crypto";
import { Webhook } from "standardwebhooks";
import { validateWebhook } from "replicate";
import { describe, expect, it } from "vitest";
import { arkCallback } from "../../../ingest/providers/ark/ark-callback.ts";
import { falCallback } from "../../../ingest/providers/fal/fal-callback.ts";
import { klingCallback } from "../../../ingest/providers/kling/kling-callback.ts";
import { dreamMachineCallback } from "../../../ingest/providers/luma-dream-machine/dream-machine-callback.ts";
import { minimaxCallback } from "../../../ingest/providers/minimax/minimax-callback.ts";
import { openrouterCallback } from "../../../ingest/providers/openrouter/openrouter-callback.ts";
import type { CallbackWire, KeySigned } from "../../../ingest/providers/callback-wire.ts";
import { replicateCallback } from "../../../ingest/providers/replicate/replicate-callback.ts";
import { readChallenge } from "../../../ingest/settle/read-challenge.ts";

const BODY = '{"id":"job_1","status":"succeeded"}';

function isSigned(
  wire: CallbackWire,
  secret: string,
  headers: Record<string, string>,
  body = BODY,
): boolean {
  if (wire.signature.kind !== "secret") throw new Error("not by a secret");
  const header = (name: string) => headers[name] ?? "";
  return wire.signature.isSigned({ body, header, nowMs: Date.now() }, secret);
}

describe.each([
  ["Replicate", replicateCallback],
  ["Kling", klingCallback],
])("a call of %s", (_name, wire) => {
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  const headersAt = (at: Date) => ({
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(secret).sign("msg_1", at, BODY),
  });

  it("is signed as Standard Webhooks sign, and as Replicate's own client checks", async () => {
    const headers = headersAt(new Date());
    expect(isSigned(wire, secret, headers)).toBe(true);
    const { "webhook-id": id, "webhook-timestamp": timestamp } = headers;
    const signature = headers["webhook-signature"];
    expect(await validateWebhook({ id, timestamp, signature, body: BODY, secret })).toBe(true);
  });

  it("is not believed with another body, another secret, or six minutes late", () => {
    const headers = headersAt(new Date());
    expect(isSigned(wire, secret, headers, `${BODY} `)).toBe(false);
    expect(isSigned(wire, `whsec_${randomBytes(24).toString("base64")}`, headers)).toBe(false);
    expect(isSigned(wire, secret, headersAt(new Date(Date.now() - 360_000)))).toBe(false);
    expect(isSigned(wire, secret, {})).toBe(false);
  });
});

it("a call of OpenRouter is signed over its time and its body", () => {
  const t = Math.floor(Date.now() / 1_000);
  const v1 = createHmac("sha256", "secret").update(`${t},${BODY}`).digest("hex");
  const headers = { "x-openrouter-signature": `t=${t},v1=${v1}` };
  expect(isSigned(openrouterCallback, "secret", headers)).toBe(true);
  expect(isSigned(openrouterCallback, "other", headers)).toBe(false);
});

describe("a call of fal", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const at = Math.floor(Date.now() / 1_000);
  const text = `req_1\nuser_1\n${at}\n${createHash("sha256").update(BODY).digest("hex")}`;
  const headers: Record<string, string> = {
    "x-fal-webhook-request-id": "req_1",
    "x-fal-webhook-user-id": "user_1",
    "x-fal-webhook-timestamp": String(at),
    "x-fal-webhook-signature": sign(null, Buffer.from(text), privateKey).toString("hex"),
  };
  const read = (change: Record<string, string> = {}, nowMs = at * 1_000): KeySigned | null => {
    if (falCallback.signature.kind !== "keys") throw new Error("not by keys");
    const all = { ...headers, ...change };
    return falCallback.signature.signed({ body: BODY, header: (name) => all[name] ?? "", nowMs });
  };

  it("is signed over request, user, time and the body's digest", () => {
    const signed = read();
    expect(signed).not.toBeNull();
    if (signed === null) return;
    expect(verify(null, Buffer.from(signed.message), publicKey, signed.signature)).toBe(true);
  });

  it("holds for five minutes on both sides of the clock", () => {
    expect(read({}, at * 1_000 + 300_000)).not.toBeNull();
    expect(read({}, at * 1_000 + 301_000)).toBeNull();
    expect(read({}, at * 1_000 - 301_000)).toBeNull();
  });

  it.each(Object.keys(headers))("is none without %s", (name) => {
    expect(read({ [name]: "" })).toBeNull();
  });

  it("is none with a signature of another length, or a time that is none", () => {
    expect(read({ "x-fal-webhook-signature": "00" })).toBeNull();
    expect(read({ "x-fal-webhook-timestamp": "1e9" })).toBeNull();
  });
});

describe("where creates ask for calls", () => {
  it.each([
    ["Replicate", replicateCallback, ["body webhook"]],
    ["OpenRouter", openrouterCallback, ["body callback_url"]],
    ["Kling", klingCallback, ["body callback_url", "body options.callback_url"]],
    ["MiniMax", minimaxCallback, ["body callback_url"]],
    ["BytePlus", arkCallback, ["body callback_url"]],
    ["Luma", dreamMachineCallback, ["body callback_url"]],
    ["fal", falCallback, ["query fal_webhook"]],
  ])("is by %s: %s", (_name, wire, places) => {
    expect(wire.places.map((place) => `${place.in} ${place.name}`)).toEqual(places);
  });
});

describe("a challenge", () => {
  it("is a body that holds nothing else", () => {
    expect(readChallenge('{"challenge":"1a3cs1j"}')).toBe("1a3cs1j");
    for (const body of ['{"challenge":"a","task_id":"1"}', '{"challenge":1}', "[]", "challenge"]) {
      expect(readChallenge(body)).toBeNull();
    }
  });
});
