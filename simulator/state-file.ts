import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import type { Character, Job } from "./job.ts";

/**
 * Keeps jobs over a restart, as JSON lines; the last line about a job is the one that counts.
 * Written without fsync: it survives a killed process, not a lost machine.
 */
export interface StateFile {
  read(): { readonly jobs: Job[]; readonly characters: Character[] };
  appendJob(job: Job): void;
  appendCharacter(character: Character): void;
  clear(): void;
  close(): void;
}

/** Opens or creates the file. Throws when it cannot, or when a whole line of it is not ours. */
export function openStateFile(path: string): StateFile {
  const fd = openSync(path, "a+");
  let closed = false;
  const append = (line: Line): void => {
    // Downloads that the closing itself cut are counted a moment after it.
    if (closed) return;
    writeSync(fd, `${JSON.stringify(line)}\n`);
  };
  return {
    read() {
      const text = readFileSync(path, "utf8");
      // A process killed while it wrote leaves half a line: drop it.
      const whole = text.slice(0, text.lastIndexOf("\n") + 1);
      if (whole.length < text.length) ftruncateSync(fd, Buffer.byteLength(whole));
      return replay(whole, path);
    },
    appendJob: (job) => append({ job }),
    appendCharacter: (character) => append({ character }),
    clear: () => ftruncateSync(fd, 0),
    close() {
      closed = true;
      closeSync(fd);
    },
  };
}

interface Line {
  readonly job?: Job;
  readonly character?: Character;
}

function replay(text: string, path: string): { jobs: Job[]; characters: Character[] } {
  const jobs: Job[] = [];
  const characters: Character[] = [];
  for (const [at, row] of text.split("\n").entries()) {
    if (row === "") continue;
    const line = parseLine(row, `${path}:${at + 1}`);
    if (line.job !== undefined) jobs[line.job.sequence] = line.job;
    if (line.character !== undefined) characters.push(line.character);
  }
  return { jobs, characters };
}

/** The lines are trusted to be this program's own; only their outer form is checked. */
function parseLine(row: string, where: string): Line {
  const value: unknown = JSON.parse(row);
  if (typeof value !== "object" || value === null || !("job" in value || "character" in value)) {
    throw new Error(`${where}: not a line of a simulator state file`);
  }
  return value as Line;
}
