import { readdirSync, readFileSync } from "node:fs";

/** Pids of a process's own children whose command line holds a text. Linux: reads /proc. */
export function childrenOf(pid: number, commandHolds: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => parentOf(child) === pid && commandOf(child).includes(commandHolds));
}

/** Resident memory of a process, bytes. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) * 1_024;
}

function parentOf(pid: number): number | null {
  const status = readProc(pid, "status");
  const parent = /^PPid:\s+(\d+)$/m.exec(status)?.[1];
  return parent === undefined ? null : Number(parent);
}

const commandOf = (pid: number): string => readProc(pid, "cmdline").replaceAll("\0", " ");

/** Empty for a process that ended meanwhile. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && GONE.has(String(error.code))) return "";
    throw error;
  }
}

const GONE = new Set(["ENOENT", "ESRCH"]);
