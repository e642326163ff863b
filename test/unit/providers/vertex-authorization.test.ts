import { generateKeyPairSync, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createVertexAuthorization } from "../../../ingest/providers/google-vertex/vertex-authorization.ts";

const NOW = Date.UTC(2026, 10, 22, 12, 10);
const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2_048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const keyFile = (change: object = {}) =>
  Buffer.from(
    JSON.stringify({
      type: "service_account",
      project_id: "acme",
      private_key_id: "key-1",
      private_key: privateKey,
      client_email: "clips@acme.iam.gserviceaccount.com",
      ...change,
    }),
  ).toString("base64");
const partsOf = (header: string) => {
  const [head = "", claims = "", signature = ""] = header.slice("Bearer ".length).split(".");
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString());
  return { head: read(head), claims: read(claims), signed: `${head}.${claims}`, signature };
};

describe("the authorization of a call to Vertex AI", () => {
  it("is an access token as it is", () => {
    const authorization = createVertexAuthorization();
    expect(authorization("ya29.a0AfB_token", NOW)).toBe("Bearer ya29.a0AfB_token");
    expect(authorization(Buffer.from('{"type":"other"}').toString("base64"), NOW)).toMatch(
      /^Bearer e/,
    );
  });

  it("is a token that a service account's key signs for an hour, and that doesn't hold the key", () => {
    const header = createVertexAuthorization()(keyFile(), NOW);
    const { head, claims, signed, signature } = partsOf(header);
    expect(head).toEqual({ alg: "RS256", typ: "JWT", kid: "key-1" });
    const issuedAt = Date.UTC(2026, 10, 22, 12) / 1_000 - 60;
    expect(claims).toEqual({
      iss: "clips@acme.iam.gserviceaccount.com",
      sub: "clips@acme.iam.gserviceaccount.com",
      scope: "https://www.googleapis.com/auth/cloud-platform",
      iat: issuedAt,
      exp: issuedAt + 3_600,
    });
    const bytes = Buffer.from(signature, "base64url");
    expect(verify("RSA-SHA256", Buffer.from(signed), publicKey, bytes)).toBe(true);
  });

  it("is made anew while the last one is still good for half an hour, and for each key", () => {
    const authorization = createVertexAuthorization();
    const first = authorization(keyFile(), NOW);
    expect(authorization(keyFile(), NOW + 19 * 60_000)).toBe(first);
    const next = authorization(keyFile(), NOW + 20 * 60_000);
    expect(next).not.toBe(first);
    expect(partsOf(next).claims).toMatchObject({ exp: Date.UTC(2026, 10, 22, 13, 29) / 1_000 });
    expect(authorization(keyFile({ private_key_id: "key-2" }), NOW)).not.toBe(first);
  });

  it("opens nothing when the key is none, and doesn't send it", () => {
    const header = createVertexAuthorization()(keyFile({ private_key: "s3cret" }), NOW);
    expect(header.split(".")).toHaveLength(2);
    expect(JSON.stringify(partsOf(header))).not.toContain("s3cret");
  });
});
