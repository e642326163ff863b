import { useSuspenseQuery } from "@tanstack/react-query";
import { GitCompareArrows, Globe } from "lucide-react";
import { meQuery } from "../client/session-queries.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { SavedViewsMenu } from "../saved-views/saved-views-menu.tsx";
import { Button } from "../ui/button.tsx";
import { Menu, MenuChoices, MenuLabel, MenuSeparator } from "../ui/menu.tsx";
import type { ViewChange } from "../view/use-change-view.ts";
import { COMPARISONS } from "../view/view-search.ts";
import type { View } from "../view/view.ts";
import { AddFilter } from "./add-filter.tsx";
import { GranularityMenu } from "./granularity-menu.tsx";
import { ShareMenu } from "./share-menu.tsx";

interface ViewControlsProps {
  readonly view: View;
  readonly change: (change: ViewChange) => void;
  readonly withCompare: boolean;
  readonly withFilters: boolean;
}

/** Against what, of what, in whose days; and the view kept or sent on. */
export function ViewControls({ view, change, withCompare, withFilters }: ViewControlsProps) {
  const t = useMessages();
  const { data: me } = useSuspenseQuery(meQuery);
  const browserZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([me.workspace.timezone, browserZone, "UTC", view.timeZone])];
  const zoneLabel = (zone: string): string => {
    if (zone === me.workspace.timezone) return t.range.workspaceZone(zone);
    return zone === browserZone ? t.range.ownZone(zone) : zone;
  };
  return (
    <>
      {withCompare ? (
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
      {withCompare ? <GranularityMenu view={view} change={change} /> : null}
      {withFilters ? <AddFilter view={view} change={change} /> : null}
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
    </>
  );
}
