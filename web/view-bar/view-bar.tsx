import { ChevronDown, ChevronLeft, ChevronRight, GitCompareArrows, Globe } from "lucide-react";
import { useMemo, useState } from "react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { meQuery } from "../client/session-queries.ts";
import { useFormat } from "../format/use-format.ts";
import { useShortcuts } from "../frame/use-shortcuts.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";
import { Menu, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from "../ui/menu.tsx";
import { shiftRange } from "../view/time-range.ts";
import type { ViewChange } from "../view/use-change-view.ts";
import { COMPARISONS, DEFAULT_RANGE, RANGES, type RangeName } from "../view/view-search.ts";
import type { View } from "../view/view.ts";
import { SavedViewsMenu } from "../saved-views/saved-views-menu.tsx";
import { AddFilter } from "./add-filter.tsx";
import { CustomRangeDialog } from "./custom-range-dialog.tsx";
import { GranularityMenu } from "./granularity-menu.tsx";
import { ShareMenu } from "./share-menu.tsx";

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
  const { data: me } = useSuspenseQuery(meQuery);
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
  const browserZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([me.workspace.timezone, browserZone, "UTC", view.timeZone])];
  const zoneLabel = (zone: string): string => {
    if (zone === me.workspace.timezone) return t.range.workspaceZone(zone);
    return zone === browserZone ? t.range.ownZone(zone) : zone;
  };
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
      {withCompare === true ? (
        <Menu
          trigger={
            <Button aria-label={`${t.compare.label}: ${t.compare.names[view.compare]}`}>
              <GitCompareArrows size={14} aria-hidden="true" className="text-muted" />
              {view.compare === "none" ? t.compare.label : t.compare.names[view.compare]}
            </Button>
          }
        >
          <MenuChoices
            value={view.compare}
            onChange={(value) => change({ cmp: value === "none" ? undefined : value })}
            choices={COMPARISONS.map((value) => ({ value, label: t.compare.names[value] }))}
          />
        </Menu>
      ) : null}
      {withCompare === true ? <GranularityMenu view={view} change={change} /> : null}
      {withFilters === false ? null : <AddFilter view={view} change={change} />}
      <Menu
        trigger={
          <Button
            variant="quiet"
            title={t.range.zoneIs(view.timeZone)}
            aria-label={`${t.range.zone}: ${view.timeZone}`}
          >
            <Globe size={14} aria-hidden="true" />
            {view.timeZone.replaceAll("_", " ")} · {me.workspace.currency}
          </Button>
        }
      >
        <MenuChoices
          value={view.timeZone}
          onChange={(zone) => change({ tz: zone === me.workspace.timezone ? undefined : zone })}
          choices={zones.map((value) => ({ value, label: zoneLabel(value) }))}
        />
        <MenuSeparator />
        <MenuLabel>
          <span className="block max-w-64">{t.range.currency(me.workspace.currency)}</span>
        </MenuLabel>
      </Menu>
      <SavedViewsMenu />
      <ShareMenu view={view} />
      <CustomRangeDialog
        open={customOpen}
        onOpenChange={setCustomOpen}
        view={view}
        onApply={(from, to) => change({ range: "custom", from, to })}
      />
    </div>
  );
}
