import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import type { RequestFacet } from "../../../domain/request-scope.ts";
import { requestFacetsQuery } from "../../client/request-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuChecks, MenuLabel } from "../../ui/menu.tsx";
import { ErrorText } from "../../ui/error-text.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { RequestsSearch } from "../../view/requests-search.ts";
import type { View } from "../../view/view.ts";

interface RequestFacetMenuProps {
  readonly by: Exclude<RequestFacet, "status_class">;
  readonly view: View;
  readonly search: RequestsSearch;
  readonly chosen: readonly string[];
  /** A value in the reader's words. */
  readonly label: (value: string) => string;
  readonly onChange: (values: readonly string[]) => void;
}

/** The values of one part of requests with how many have each, to narrow the ledger by. */
export function RequestFacetMenu({
  by,
  view,
  search,
  chosen,
  label,
  onChange,
}: RequestFacetMenuProps) {
  const t = useMessages();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({ ...requestFacetsQuery(view, search, by), enabled: open });
  const counts = new Map(data?.data.map(({ value, requests }) => [value, requests]));
  const values = [...new Set([...counts.keys(), ...chosen])].filter((value) => value !== "");
  const title = t.requests.facets[by];
  return (
    <Menu
      onOpenChange={setOpen}
      trigger={
        <Button size="small">
          {title}
          {chosen.length === 0 ? null : (
            <span className="tabular rounded-md bg-selected px-1.5 text-xs">{chosen.length}</span>
          )}
          <ChevronDown size={14} aria-hidden="true" className="text-muted" />
        </Button>
      }
    >
      <MenuLabel>{title}</MenuLabel>
      {data === undefined && error === null ? <Skeleton className="m-2 h-24 w-44" /> : null}
      {error !== null && data === undefined ? (
        <p className="px-2.5 py-2 text-[13px] text-muted">
          {t.errors.notLoaded} <ErrorText error={error} />
        </p>
      ) : null}
      {data !== undefined && values.length === 0 ? (
        <p className="px-2.5 py-2 text-[13px] text-muted">{t.explore.facetNone}</p>
      ) : null}
      {data === undefined ? null : (
        <MenuChecks
          values={chosen}
          choices={values.map((value) => ({
            value,
            label: label(value),
            note: format.count(counts.get(value) ?? 0),
          }))}
          onChange={onChange}
        />
      )}
    </Menu>
  );
}
