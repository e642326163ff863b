import { ChartNoAxesColumn } from "lucide-react";
import { useMemo } from "react";
import { useShortcuts } from "../frame/use-shortcuts.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";
import { Menu, MenuChoices } from "../ui/menu.tsx";
import { allowedIntervals } from "../view/time-range.ts";
import type { ViewChange } from "../view/use-change-view.ts";
import type { View } from "../view/view.ts";

interface GranularityMenuProps {
  readonly view: View;
  readonly change: (change: ViewChange) => void;
}

/** How wide a point of a chart is; the range rules out what it could not carry. */
export function GranularityMenu({ view, change }: GranularityMenuProps) {
  const t = useMessages();
  const words = t.granularity;
  const allowed = allowedIntervals(view);
  const value = view.isIntervalChosen ? view.interval : "auto";
  const shortcuts = useMemo(() => {
    const choices = ["auto", ...allowedIntervals(view)] as const;
    const next = choices[(choices.indexOf(value) + 1) % choices.length];
    return { i: () => change({ g: next === "auto" ? undefined : next }) };
  }, [change, value, view]);
  useShortcuts(shortcuts);
  return (
    <Menu
      trigger={
        <Button aria-label={`${words.label}: ${words.names[view.interval]}`}>
          <ChartNoAxesColumn size={14} aria-hidden="true" className="text-muted" />
          {words.names[view.interval]}
        </Button>
      }
    >
      <MenuChoices
        value={value}
        onChange={(next) => change({ g: next === "auto" ? undefined : next })}
        choices={[
          { value: "auto" as const, label: words.auto },
          ...allowed.map((interval) => ({ value: interval, label: words.names[interval] })),
        ]}
      />
    </Menu>
  );
}
