import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { splitQuery } from "../../client/feature-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuChoices } from "../../ui/menu.tsx";
import { filtersBeside } from "../../view/feature-search.ts";
import { withFilter } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";

interface SurfaceSwitchProps {
  /** Of the feature alone. */
  readonly view: View;
  readonly change: (change: { readonly f: readonly string[] | undefined }) => void;
}

const ALL = "";
const SURFACES = 50;

/** The same feature on one of its surfaces, or on all. */
export function SurfaceSwitch({ view, change }: SurfaceSwitchProps) {
  const t = useMessages();
  const words = t.features.feature;
  const others = view.filters.filter(({ name }) => name !== "surface");
  const chosen = view.filters.find(({ name }) => name === "surface")?.values ?? [];
  const rows = useQuery(splitQuery({ ...view, filters: others }, ["surface"], SURFACES)).data?.data;
  const names = [
    ...new Set([...chosen, ...(rows ?? []).map((row) => row.values["surface"] ?? "")]),
  ].filter((name) => name !== "");
  const beside = filtersBeside({ filters: others });
  return (
    <Menu
      align="end"
      trigger={
        <Button>
          <span className="text-muted">{words.surface}</span>
          <span className="max-w-40 truncate">
            {chosen.length === 0 ? words.allSurfaces : chosen.join(", ")}
          </span>
          <ChevronDown size={14} aria-hidden="true" className="text-muted" />
        </Button>
      }
    >
      <MenuChoices
        value={chosen.length === 1 ? (chosen[0] ?? ALL) : ALL}
        onChange={(surface) => {
          const f = withFilter(beside, "surface", surface === ALL ? [] : [surface]);
          change({ f: f.length === 0 ? undefined : f });
        }}
        choices={[
          { value: ALL, label: words.allSurfaces },
          ...names.map((value) => ({ value, label: value })),
        ]}
      />
    </Menu>
  );
}
