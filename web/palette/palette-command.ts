import type { LucideIcon } from "lucide-react";

export const PALETTE_GROUPS = [
  "recent",
  "generations",
  "requests",
  "users",
  "pages",
  "views",
  "features",
  "actions",
] as const;
export type PaletteGroup = (typeof PALETTE_GROUPS)[number];

/** Opens a page with parameters of its address. */
export type Go = (path: string, parameters: object) => void;

/** Something that the palette offers. */
export interface PaletteCommand {
  /** `page:/quotas`, `user:u_1`: the same on every visit. */
  readonly id: string;
  readonly group: PaletteGroup;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
  /** Found by the server for what is typed, so that nothing here is to be matched with it. */
  readonly found?: boolean;
}

/** The last used first, then group by group; each command once. */
export function orderCommands(
  commands: readonly PaletteCommand[],
  recent: readonly string[],
): readonly { readonly group: PaletteGroup; readonly commands: readonly PaletteCommand[] }[] {
  const byId = new Map(commands.map((command) => [command.id, command]));
  const last = recent.flatMap((id) => byId.get(id) ?? []);
  const isLast = new Set(last.map(({ id }) => id));
  return PALETTE_GROUPS.map((group) => ({
    group,
    commands:
      group === "recent"
        ? last
        : [...byId.values()].filter(
            (command) => command.group === group && !isLast.has(command.id),
          ),
  })).filter((part) => part.commands.length > 0);
}

/**
 * How well a command fits what is typed, 0 when it does not: each word must be a part of its label, in any case and with or
 * without accents; labels that begin with it come first. The id is not looked at.
 */
export function matchesText(_id: string, text: string, labels: readonly string[] = []): number {
  const label = plain(labels.join(" "));
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (!words.every((word) => label.includes(word))) return 0;
  return label.startsWith(words[0] ?? "") ? 1 : 0.5;
}

function plain(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
