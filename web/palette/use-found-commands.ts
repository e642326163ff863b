import { useQuery } from "@tanstack/react-query";
import { ArrowDownUp, Clapperboard, UserRound } from "lucide-react";
import { useViewSearch } from "../view/use-view-search.ts";
import { foundThingsQuery } from "./found-things.ts";
import type { Go, PaletteCommand } from "./palette-command.ts";

/** The users, the generations and the requests that the server knows by the text. */
export function useFoundCommands(text: string, nowMs: number, go: Go) {
  const kept = useViewSearch();
  const found = useQuery(foundThingsQuery(text, nowMs));
  const generations = (found.data?.generations ?? []).map(({ id, model }): PaletteCommand => ({
    id: `generation:${id}`,
    group: "generations",
    label: `${id} · ${model}`,
    icon: Clapperboard,
    found: true,
    run: () => go(`/generations/${encodeURIComponent(id)}`, kept),
  }));
  const requests = (found.data?.requests ?? []).map(({ id, route }): PaletteCommand => ({
    id: `request:${id}`,
    group: "requests",
    label: `${id} · ${route}`,
    icon: ArrowDownUp,
    found: true,
    run: () => go(`/requests/${encodeURIComponent(id)}`, kept),
  }));
  const users = (found.data?.users ?? []).map((user): PaletteCommand => ({
    id: `user:${user}`,
    group: "users",
    label: user,
    icon: UserRound,
    found: true,
    run: () => go(`/users/${encodeURIComponent(user)}`, kept),
  }));
  return { commands: [...generations, ...requests, ...users], isLooking: found.isFetching };
}
