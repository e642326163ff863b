import { ChevronDown, ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { useFormat } from "../format/use-format.ts";
import { useShortcuts } from "../frame/use-shortcuts.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";
import { Menu, MenuChoices, MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { shiftRange } from "../view/time-range.ts";
import type { ViewChange } from "../view/use-change-view.ts";
import { DEFAULT_RANGE, RANGES, type RangeName } from "../view/view-search.ts";
import type { View } from "../view/view.ts";
import { ControlsRoom } from "./controls-room.tsx";
import { CustomRangeDialog } from "./custom-range-dialog.tsx";
import { ViewControls } from "./view-controls.tsx";

interface ViewBarProps {
  readonly view: View;
  readonly change: (change: ViewChange) => void;
  readonly withCompare?: boolean;
  /** False on a page whose figures know no filters. */
  readonly withFilters?: boolean;
}

const presets = RANGES.filter((range) => range !== "custom");

/** Which period, against what, in whose days. */
export function ViewBar({ view, change, withCompare, withFilters }: ViewBarProps) {
  const t = useMessages();
  const format = useFormat();
  const [customOpen, setCustomOpen] = useState(false);
  const actions = useMemo(() => {
    const pick = (range: RangeName): void =>
      change({
        range: range === DEFAULT_RANGE ? undefined : range,
        from: undefined,
        to: undefined,
      });
    const shift = (direction: -1 | 1): void => {
      const next = shiftRange(view, view.timeZone, direction);
      change({ range: "custom", from: next.from ?? undefined, to: next.to ?? undefined });
    };
    const toggleCompare = (): void =>
      change({ cmp: view.compare === "none" ? "previous" : undefined });
    return { pick, shift, toggleCompare };
  }, [change, view]);
  const shortcuts = useMemo(
    () => ({
      d: () => actions.pick("24h"),
      w: () => actions.pick("7d"),
      m: () => actions.pick("mtd"),
      y: () => actions.pick("ytd"),
      ArrowLeft: () => actions.shift(-1),
      ...(view.isLive ? {} : { ArrowRight: () => actions.shift(1) }),
      ...(withCompare === true ? { x: actions.toggleCompare } : {}),
    }),
    [actions, view.isLive, withCompare],
  );
  useShortcuts(shortcuts);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="flex max-w-full items-center rounded-lg border border-hairline bg-card shadow-card">
        <Button
          variant="quiet"
          className="px-2"
          aria-label={t.range.earlier}
          onClick={() => actions.shift(-1)}
        >
          <ChevronLeft size={16} aria-hidden="true" />
        </Button>
        <Menu
          trigger={
            <Button
              variant="quiet"
              className="min-w-0 px-2 text-text"
              aria-label={`${t.range.label}: ${t.range.names[view.range]}`}
            >
              <span className="truncate">
                {view.range === "custom"
                  ? format.range(view.fromMs, view.toMs)
                  : t.range.names[view.range]}
              </span>
              <ChevronDown size={14} aria-hidden="true" className="shrink-0 text-muted" />
            </Button>
          }
        >
          <MenuChoices
            value={view.range}
            onChange={actions.pick}
            choices={presets.map((value) => ({ value, label: t.range.names[value] }))}
          />
          <MenuSeparator />
          <MenuItem onSelect={() => setCustomOpen(true)}>
            <span className="w-4" />
            {t.range.custom}
          </MenuItem>
        </Menu>
        <Button
          variant="quiet"
          className="px-2"
          aria-label={t.range.later}
          disabled={view.isLive}
          onClick={() => actions.shift(1)}
        >
          <ChevronRight size={16} aria-hidden="true" />
        </Button>
      </div>
      <ControlsRoom count={view.filters.length + (view.compare === "none" ? 0 : 1)}>
        <ViewControls
          view={view}
          change={change}
          withCompare={withCompare === true}
          withFilters={withFilters !== false}
        />
      </ControlsRoom>
      <CustomRangeDialog
        open={customOpen}
        onOpenChange={setCustomOpen}
        view={view}
        onApply={(from, to) => change({ range: "custom", from, to })}
      />
    </div>
  );
}
