import type { HistoryNames } from "../../db/clickhouse/read-history.ts";
import type { Replay, ReplayResult } from "../../domain/quota/replay.ts";
import type { RefusedUser } from "./most-refused.ts";

/** A rule after its replay, with what the replay's numbers stand for. */
export interface Replayed {
  readonly replay: Replay;
  readonly result: ReplayResult;
  readonly names: HistoryNames;
  /** The days of the answer, YYYY-MM-DD. */
  readonly days: readonly string[];
  /** Those who lose most, shown one by one. */
  readonly top: readonly RefusedUser[];
}
