import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { facetQuery } from "../../client/explore-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuChecks, MenuLabel } from "../../ui/menu.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { ViewChange } from "../../view/use-change-view.ts";
import { withFilter, type FilterName } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import { valueLabel } from "../../view-bar/value-label.ts";

interface FacetMenuProps {
  readonly name: FilterName;
  readonly view: View;
  readonly change: (change: ViewChange) => void;
}

/** The values of a dimension with how many generations each has, to narrow the list by. */
export function FacetMenu({ name, view, change }: FacetMenuProps) {
  const t = useMessages();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({ ...facetQuery(view, name), enabled: open });
  const chosen = view.filters.find((filter) => filter.name === name)?.values ?? [];
  const counts = new Map(
    data?.data.map((row) => [row.values[name] ?? "", row.generations] as const),
  );
  const values = [...new Set([...counts.keys(), ...chosen])].filter((value) => value !== "");
  return (
    <Menu
      onOpenChange={setOpen}
      trigger={
        <Button size="small">
          {t.dimensions[name]}
          {chosen.length === 0 ? null : (
            <span className="tabular rounded-md bg-selected px-1.5 text-xs">{chosen.length}</span>
          )}
          <ChevronDown size={14} aria-hidden="true" className="text-muted" />
        </Button>
      }
    >
      <MenuLabel>{t.dimensions[name]}</MenuLabel>
      {data === undefined && error === null ? <Skeleton className="m-2 h-24 w-44" /> : null}
      {error !== null && data === undefined ? (
        <p className="px-2.5 py-2 text-[13px] text-muted">{t.errors.notLoaded}</p>
      ) : null}
      {data !== undefined && values.length === 0 ? (
        <p className="px-2.5 py-2 text-[13px] text-muted">{t.explore.facetNone}</p>
      ) : null}
      {data === undefined ? null : (
        <MenuChecks
          values={chosen}
          choices={values.map((value) => ({
            value,
            label: valueLabel(name, value, t),
            note: format.count(counts.get(value) ?? 0),
          }))}
          onChange={(next) => {
            const f = withFilter(view.filters, name, next);
            change({ f: f.length === 0 ? undefined : f });
          }}
        />
      )}
    </Menu>
  );
}
