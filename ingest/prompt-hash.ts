import { createHmac } from "node:crypto";

/**
 * Fingerprint of a prompt under its workspace's key: equal prompts of one workspace are equal, prompts of two
 * workspaces don't compare, and nothing can be read back. Unicode form and white space don't count.
 * @returns 64 hex digits; "" for a prompt without text.
 */
export function promptHash(key: Uint8Array, prompt: string): string {
  const canonical = prompt.normalize("NFC").trim().replace(/\s+/gu, " ");
  if (canonical === "") return "";
  return createHmac("sha256", key).update(canonical, "utf8").digest("hex");
}
