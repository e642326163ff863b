import { expect, it } from "vitest";
import { webhookSecretFault } from "../../../api/upstreams/check-webhook-secret.ts";

it.each([
  ["fal", "https://rest.fal.ai/.well-known/jwks.json", false],
  ["fal", "http://127.0.0.1:5750/jwks.json", true],
  ["replicate", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", false],
  ["kling", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", false],
  ["openrouter", "any words", false],
  ["minimax", null, false],
])("of %s may be %s", (provider, secret, allowPrivate) => {
  expect(webhookSecretFault(provider, secret, allowPrivate)).toBeNull();
});

it.each([
  ["fal", "http://169.254.169.254/jwks", true, "link-local"],
  ["fal", "http://127.0.0.1:5750/jwks.json", false, "allow_private"],
  ["fal", "file:///etc/passwd", false, "https://"],
  ["fal", "https://user:pw@rest.fal.ai/x", false, "user name"],
  ["fal", "nonsense", false, "address of fal's public keys"],
  ["replicate", "nonsense", false, "whsec_"],
  ["replicate", "whsec_!!!", false, "whsec_"],
  ["minimax", "x", false, "does not sign"],
  ["byteplus_ark", "x", false, "does not sign"],
])("of %s is refused as %s", (provider, secret, allowPrivate, says) => {
  expect(webhookSecretFault(provider, secret, allowPrivate)).toContain(says);
});
