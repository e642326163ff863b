import { useQuery } from "@tanstack/react-query";
import { Clapperboard, UserRound } from "lucide-react";
import { useViewSearch } from "../view/use-view-search.ts";
import { foundThingsQuery } from "./found-things.ts";
import type { Go, PaletteCommand } from "./palette-command.ts";

/** The users and the generations that the server knows by the text. */
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
  const users = (found.data?.users ?? []).map((user): PaletteCommand => ({
    id: `user:${user}`,
    group: "users",
    label: user,
    icon: UserRound,
    found: true,
    run: () => go(`/users/${encodeURIComponent(user)}`, kept),
  }));
  return { commands: [...generations, ...users], isLooking: found.isFetching };
}
