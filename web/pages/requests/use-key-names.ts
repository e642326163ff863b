import { useQuery } from "@tanstack/react-query";
import { keysQuery } from "../../client/management-queries.ts";

/** The names of the workspace's keys by their ids; null until they are known. */
export function useKeyNames(): ReadonlyMap<string, string> | null {
  const { data } = useQuery(keysQuery);
  return data === undefined ? null : new Map(data.data.map(({ id, name }) => [id, name]));
}
