import { createHmac, createHash, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Secrets {
  /** 32 bytes that seal upstream credentials. */
  readonly masterKey: Uint8Array;
  /** Signs sessions. */
  readonly sessionSecret: string;
}

/** Derives the working keys from REELMETER_SECRET_KEY, or from one generated into the data directory. */
export function openSecrets(secretKey: string | null, dataDir: string): Secrets {
  const root = createHash("sha256")
    .update(secretKey ?? generatedSecret(join(dataDir, "secret-key")))
    .digest();
  return {
    masterKey: createHmac("sha256", root).update("upstream credentials").digest(),
    sessionSecret: createHmac("sha256", root).update("sessions").digest("base64url"),
  };
}

/** Made once, readable by its owner alone. Whoever loses it can no longer open stored credentials. */
function generatedSecret(path: string): string {
  try {
    writeFileSync(path, randomBytes(48).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(path, "utf8").trim();
}
