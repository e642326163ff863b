import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from "node:fs";

const CHUNK_BYTES = 1024 * 1024;

/** Space that is kept so that deletes and checkpoints can go on when the disk is full. */
export interface Ballast {
  /** Writes the file unless it is there. @throws when the disk has no room for it */
  restore(): void;
  /** Gives the space back. @returns false when it was given back before. */
  release(): boolean;
  /** True from a release until it is there again. */
  released(): boolean;
}

export function openBallast(path: string, bytes: number): Ballast {
  const present = (): boolean => statSync(path, { throwIfNoEntry: false })?.size === bytes;
  let released = false;
  return {
    released: () => released,
    release() {
      const held = statSync(path, { throwIfNoEntry: false }) !== undefined;
      rmSync(path, { force: true });
      released ||= held;
      return held;
    },
    restore() {
      try {
        if (bytes > 0 && !present()) fill(path, bytes);
        released = false;
      } catch (error) {
        rmSync(path, { force: true });
        throw error;
      }
    },
  };
}

/** Written, not only sized: a sparse file holds no space. */
function fill(path: string, bytes: number): void {
  const handle = openSync(path, "w", 0o600);
  try {
    const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, bytes));
    for (let written = 0; written < bytes;) {
      written += writeSync(handle, chunk, 0, Math.min(chunk.length, bytes - written));
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
