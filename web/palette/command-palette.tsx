import { Command } from "cmdk";
import { Search } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { useDebounced } from "../forms/use-debounced.ts";
import { useNow } from "../frame/use-now.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { useReturnFocus } from "../ui/use-return-focus.ts";
import { matchesText, orderCommands, type PaletteCommand } from "./palette-command.ts";
import { recentCommands, rememberCommand } from "./recent-commands.ts";
import { usePaletteCommands } from "./use-palette-commands.ts";

const REST_MS = 200;
const CLOCK_MS = 60_000;

interface CommandPaletteProps {
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}

/** One field that finds pages, people, clips and commands; the keyboard is enough. */
export function CommandPalette({ onClose, onShortcuts }: CommandPaletteProps) {
  const t = useMessages();
  const returnFocus = useReturnFocus();
  const [text, setText] = useState("");
  const asked = useDebounced(text.trim(), REST_MS);
  const nowMs = useNow(CLOCK_MS);
  const [recent] = useState(recentCommands);
  const { commands, isLooking } = usePaletteCommands(asked, nowMs, onShortcuts);
  const groups = orderCommands(commands, text === "" ? recent : []);
  const pick = (command: PaletteCommand): void => {
    rememberCommand(command.id);
    onClose();
    command.run();
  };
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(15_23_42/0.45)] backdrop-blur-[2px]" />
        <Dialog.Content
          {...returnFocus}
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[10vh] z-50 mx-auto max-w-xl overflow-hidden rounded-2xl border border-hairline bg-card shadow-pop"
        >
          <Dialog.Title className="sr-only">{t.palette.title}</Dialog.Title>
          <Command label={t.palette.title} loop filter={matchesText}>
            <div className="flex items-center gap-3 border-b border-hairline px-4">
              <Search size={16} aria-hidden="true" className="shrink-0 text-muted" />
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder={t.palette.placeholder}
                className="h-13 min-w-0 flex-1 bg-transparent text-[15px] outline-none placeholder:text-muted"
              />
            </div>
            <Command.List
              label={t.palette.title}
              className="max-h-[min(26rem,60vh)] overflow-y-auto p-2"
            >
              <Command.Empty className="px-3 py-8 text-center">
                {isLooking || text.trim() !== asked ? (
                  t.palette.searching
                ) : (
                  <>
                    <span className="block font-medium">{t.palette.nothing}</span>
                    <span className="mt-1 block text-[13px] text-muted">
                      {t.palette.nothingLead}
                    </span>
                  </>
                )}
              </Command.Empty>
              {groups.map(({ group, commands: members }) => (
                <Command.Group
                  key={group}
                  heading={t.palette[group]}
                  className="mb-1 **:[[cmdk-group-heading]]:px-3 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-xs **:[[cmdk-group-heading]]:font-medium **:[[cmdk-group-heading]]:text-muted"
                >
                  {members.map((command) => (
                    <Item
                      key={command.id}
                      command={command}
                      text={text}
                      onPick={() => pick(command)}
                    />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
            <p className="border-t border-hairline px-4 py-2 text-xs text-muted">
              {t.palette.hint}
            </p>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface ItemProps {
  readonly command: PaletteCommand;
  readonly text: string;
  readonly onPick: () => void;
}

function Item({ command, text, onPick }: ItemProps) {
  const Icon = command.icon;
  return (
    <Command.Item
      value={command.id}
      keywords={[command.label, ...(command.found === true ? [text] : [])]}
      onSelect={onPick}
      className="flex min-h-9 cursor-pointer items-center gap-3 rounded-lg px-3 py-1.5 aria-selected:bg-selected"
    >
      <Icon size={15} aria-hidden="true" className="shrink-0 text-muted" />
      <span className="min-w-0 truncate">
        <bdi>{command.label}</bdi>
      </span>
    </Command.Item>
  );
}
