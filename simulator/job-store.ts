import type { Character, Job } from "./job.ts";
import { isVisible } from "./job-view.ts";
import type { StateFile } from "./state-file.ts";

/** All jobs ever accepted, in the order of acceptance. */
export interface JobStore {
  add(job: Job): void;
  /** Every change of a job that shall survive a restart ends with this. */
  changed(job: Job): void;
  find(id: string): Job | null;
  /** Jobs in order of acceptance, the lost and deleted ones included. */
  all(): readonly Job[];
  /** One page of the jobs the API shows; null when `after` is not one of them. */
  page(after: string | null, limit: number, order: "asc" | "desc"): Page | null;
  addCharacter(character: Character): void;
  findCharacter(id: string): Character | null;
  hasId(id: string): boolean;
  clear(): void;
}

export interface Page {
  readonly jobs: Job[];
  readonly hasMore: boolean;
}

/** Creates the store, filled from the state file when there is one. */
export function createJobStore(file: StateFile | null): JobStore {
  let jobs: Job[] = [];
  const byId = new Map<string, Job>();
  const characters = new Map<string, Character>();
  const restored = file?.read() ?? { jobs: [], characters: [] };
  for (const job of restored.jobs) {
    jobs.push(job);
    byId.set(job.id, job);
  }
  for (const character of restored.characters) characters.set(character.id, character);

  return {
    add(job) {
      jobs.push(job);
      byId.set(job.id, job);
      file?.appendJob(job);
    },
    changed(job) {
      // A job of before a reset must not come back.
      if (byId.get(job.id) === job) file?.appendJob(job);
    },
    find: (id) => byId.get(id) ?? null,
    all: () => jobs,
    page(after, limit, order) {
      let at = order === "asc" ? 0 : jobs.length - 1;
      const step = order === "asc" ? 1 : -1;
      if (after !== null) {
        const cursor = byId.get(after);
        if (cursor === undefined) return null;
        at = cursor.sequence + step;
      }
      const found: Job[] = [];
      for (; at >= 0 && at < jobs.length; at += step) {
        const job = jobs[at];
        if (job === undefined || !isVisible(job)) continue;
        if (found.length === limit) return { jobs: found, hasMore: true };
        found.push(job);
      }
      return { jobs: found, hasMore: false };
    },
    addCharacter(character) {
      characters.set(character.id, character);
      file?.appendCharacter(character);
    },
    findCharacter: (id) => characters.get(id) ?? null,
    hasId: (id) => byId.has(id) || characters.has(id),
    clear() {
      jobs = [];
      byId.clear();
      characters.clear();
      file?.clear();
    },
  };
}
