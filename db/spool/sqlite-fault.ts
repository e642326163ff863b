/**
 * What an error of SQLite means for a spool file: `full` = no space now, `corrupt` = the file is not what we
 * wrote, `busy` = another process holds it, `io` = anything else
 * of the file or the disk that leaves its state unknown, `other` = not about files.
 * Codes: https://www.sqlite.org/rescode.html
 */
export type SqliteFault = "full" | "corrupt" | "busy" | "io" | "other";

export function sqliteFault(error: unknown): SqliteFault {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (typeof code !== "string") return "other";
  if (code === "ENOSPC" || code === "EDQUOT" || code.startsWith("SQLITE_FULL")) return "full";
  if (code.startsWith("SQLITE_CORRUPT") || code.startsWith("SQLITE_NOTADB")) return "corrupt";
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) return "busy";
  return SYSTEM_CODE.test(code) ? "io" : "other";
}

/** SQLite's own codes, and the system's (EIO, EACCES …). */
const SYSTEM_CODE = /^(SQLITE_|E[A-Z]+$)/;
