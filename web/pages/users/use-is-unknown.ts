import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { GenerationsAnswer } from "../../../api/contract/generations.ts";
import type { UsageAnswer } from "../../../api/contract/quotas.ts";
import { everSeenQuery } from "../../client/ever-seen-query.ts";
import { userGrantsQuery, userHitsQuery } from "../../client/user-queries.ts";

/**
 * True where no clip, payment, refusal, grant or block names the user; null until all of them were asked for. What can't
 * be asked counts as known: its card says what failed.
 */
export function useIsUnknown(
  user: string,
  clips: GenerationsAnswer | undefined,
  usage: UsageAnswer | undefined,
): boolean | null {
  const isQuiet = clips?.data.length === 0;
  const seen = useQuery({ ...everSeenQuery("user", user), enabled: isQuiet });
  const grants = useInfiniteQuery(userGrantsQuery(user));
  const hits = useInfiniteQuery(userHitsQuery(user));
  if (!isQuiet) return false;
  if (seen.data === true || (usage !== undefined && usage.block !== null)) return false;
  const asked = [seen, grants, hits];
  if (asked.some(({ error }) => error !== null)) return false;
  if (usage === undefined || asked.some(({ data }) => data === undefined)) return null;
  return [grants, hits].every((list) => list.data?.pages[0]?.data.length === 0);
}
