import type { InternedTexts } from "../../db/clickhouse/interned-texts.ts";
import type { Replay } from "../../domain/quota/replay.ts";

/** A user by the replay's number, and how many generations they lost. */
export interface RefusedUser {
  readonly user: number;
  readonly name: string;
  readonly refused: number;
}

/**
 * Those who lost most, most first, then by name; at most `limit`. One pass, so that a history with a million of users
 * is not sorted whole.
 */
export function mostRefused(
  replay: Pick<Replay, "refusedOf">,
  users: Pick<InternedTexts, "size" | "text">,
  limit: number,
): readonly RefusedUser[] {
  const top: RefusedUser[] = [];
  for (let user = 0; user < users.size; user++) {
    const refused = replay.refusedOf(user);
    if (refused === 0 || refused < (top[limit - 1]?.refused ?? 0)) continue;
    const candidate = { user, name: users.text(user), refused };
    const place = top.findIndex((each) => comesBefore(candidate, each));
    top.splice(place === -1 ? top.length : place, 0, candidate);
    top.length = Math.min(top.length, limit);
  }
  return top;
}

function comesBefore(a: RefusedUser, b: RefusedUser): boolean {
  return a.refused === b.refused ? a.name < b.name : a.refused > b.refused;
}
