import { useState } from "react";
import type { LiveJob } from "../../../api/contract/live.ts";

export interface StandingList {
  readonly rows: readonly LiveJob[];
  /** Jobs of the list that came while it stands. */
  readonly fresh: number;
  readonly stands: boolean;
  /** It stands because somebody asked for it. */
  readonly pinned: boolean;
  readonly point: (at: "mouse" | "focus", on: boolean) => void;
  readonly pin: (on: boolean) => void;
  /** Takes in what is new, and goes on standing. */
  readonly catchUp: () => void;
}

/** Keeps a list's rows where they are while somebody points at it, is in it with the keyboard, or has pinned it. */
export function useStandingList(
  list: readonly LiveJob[],
  jobs: ReadonlyMap<string, LiveJob>,
): StandingList {
  const [reasons, setReasons] = useState({ mouse: false, focus: false, pinned: false });
  const [kept, setKept] = useState<readonly string[] | null>(null);
  const ids = () => list.map((job) => job.id);
  const change = (next: typeof reasons) => {
    setReasons(next);
    if (!next.mouse && !next.focus && !next.pinned) setKept(null);
    else setKept((before) => before ?? ids());
  };
  const known = new Set(kept);
  return {
    rows: kept === null ? list : kept.flatMap((id) => jobs.get(id) ?? []),
    fresh: kept === null ? 0 : list.filter((job) => !known.has(job.id)).length,
    stands: kept !== null,
    pinned: reasons.pinned,
    point: (at, on) => change({ ...reasons, [at]: on }),
    pin: (on) => change({ ...reasons, pinned: on }),
    catchUp: () => setKept(ids()),
  };
}
