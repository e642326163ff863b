import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

const CREDENTIALS_FILE = "data-plane.json";
const PASSWORD_BYTES = 24;

const credentialsSchema = z.strictObject({
  clickhouseUser: z.string().min(1),
  clickhousePassword: z.string().min(32),
  /** 0 until a first start has chosen one. */
  clickhousePort: z.int().min(0).max(65_535),
  /** What the passwords of those who only read the views follow from. */
  biSecret: z.string().min(32),
});
/** A directory of an earlier build has no such secret yet. */
const keptSchema = credentialsSchema.partial({ biSecret: true });

export type DataPlaneCredentials = Readonly<z.infer<typeof credentialsSchema>>;

/**
 * The credentials of the embedded data plane: generated once per data directory and kept in a file
 * of mode 0600, so that they (and the port) stay the same over restarts.
 */
export function dataPlaneCredentials(dataDir: string): DataPlaneCredentials {
  const kept = readKept(dataDir);
  if (kept?.biSecret !== undefined) return { ...kept, biSecret: kept.biSecret };
  const fresh: DataPlaneCredentials = {
    clickhouseUser: "reelmeter",
    clickhousePassword: randomBytes(PASSWORD_BYTES).toString("base64url"),
    clickhousePort: 0,
    ...kept,
    biSecret: randomBytes(PASSWORD_BYTES).toString("base64url"),
  };
  keepCredentials(dataDir, fresh);
  return fresh;
}

/** Replaces the kept credentials in one step: a crash leaves the old file or the new one. */
export function keepCredentials(dataDir: string, credentials: DataPlaneCredentials): void {
  const path = join(dataDir, CREDENTIALS_FILE);
  writeFileSync(`${path}.new`, `${JSON.stringify(credentials)}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

function readKept(dataDir: string): z.infer<typeof keptSchema> | undefined {
  let text: string;
  try {
    text = readFileSync(join(dataDir, CREDENTIALS_FILE), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  return keptSchema.parse(JSON.parse(text));
}
