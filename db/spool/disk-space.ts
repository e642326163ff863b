import { statfsSync } from "node:fs";

/** Room on the disk that a directory lies on, as an ordinary user sees it. */
export function diskSpace(directory: string): { freeBytes: number; totalBytes: number } {
  const { bavail, blocks, bsize } = statfsSync(directory);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
