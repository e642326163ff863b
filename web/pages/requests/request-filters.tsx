import { useQuery } from "@tanstack/react-query";
import { STATUS_CLASSES, type StatusClass } from "../../../domain/request-scope.ts";
import { requestFacetsQuery } from "../../client/request-queries.ts";
import { SearchField } from "../../forms/search-field.tsx";
import { isOne } from "../../format/number.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { knowsFilter, type RequestsSearch } from "../../view/requests-search.ts";
import { withFilter } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import { refusalWords } from "./refusal-words.ts";
import { RequestFacetMenu } from "./request-facet-menu.tsx";
import type { RequestsChange } from "./use-narrow-requests.ts";

interface RequestFiltersProps {
  readonly view: View;
  readonly search: RequestsSearch;
  readonly keys: ReadonlyMap<string, string> | null;
  readonly narrow: (change: RequestsChange) => void;
}

const VIEW_FACETS = ["upstream", "key", "feature"] as const;
/** Shown only where there are some. */
const RARE: ReadonlySet<StatusClass> = new Set(["3xx", "none"]);
const ALL = "all";

/** Narrows the ledger; what it is narrowed to stands in the address. */
export function RequestFilters({ view, search, keys, narrow }: RequestFiltersProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.requests;
  const { data } = useQuery(requestFacetsQuery(view, search, "status_class"));
  const counts = new Map(data?.data.map(({ value, requests }) => [value, requests]));
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const named = (name: string, count: number) =>
    data === undefined ? name : words.counted(name, format.count(count));
  const leftOut = view.filters.filter(({ name }) => !knowsFilter(name));
  const { q, status, route = [], code = [] } = search;
  const some = (values: readonly string[]) => (values.length === 0 ? undefined : values);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Segmented<StatusClass | typeof ALL>
          label={words.statuses.label}
          value={status ?? ALL}
          choices={[
            { value: ALL, label: named(words.statuses.all, total) },
            ...STATUS_CLASSES.filter(
              (each) => !RARE.has(each) || each === status || counts.has(each),
            ).map((each) => ({
              value: each,
              label: named(words.statuses[each], counts.get(each) ?? 0),
            })),
          ]}
          onChange={(next) => narrow({ status: next === ALL ? undefined : next })}
        />
      </div>
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <SearchField
          q={q ?? ""}
          label={words.searchLabel}
          placeholder={words.search}
          className="flex-1 basis-64 sm:max-w-md"
          onLook={(next) => narrow({ q: next === "" ? undefined : next })}
        />
        <div role="group" aria-label={words.facets.label} className="flex flex-wrap gap-2">
          <RequestFacetMenu
            by="error_code"
            {...{ view, search }}
            chosen={code}
            label={(value) => refusalWords(value, words)?.short ?? value}
            onChange={(values) => narrow({ code: some(values) })}
          />
          <RequestFacetMenu
            by="route"
            {...{ view, search }}
            chosen={route}
            label={(value) => value}
            onChange={(values) => narrow({ route: some(values) })}
          />
          {VIEW_FACETS.map((by) => (
            <RequestFacetMenu
              key={by}
              {...{ by, view, search }}
              chosen={view.filters.find(({ name }) => name === by)?.values ?? []}
              label={(value) => (by === "key" ? (keys?.get(value) ?? value) : value)}
              onChange={(values) => narrow({ f: some(withFilter(view.filters, by, values)) })}
            />
          ))}
        </div>
        {isNarrowed(search) ? (
          <Button
            size="small"
            variant="quiet"
            onClick={() =>
              narrow({ q: undefined, status: undefined, route: undefined, code: undefined })
            }
          >
            {words.clear}
          </Button>
        ) : null}
      </div>
      {leftOut.length === 0 ? null : (
        <p className="mb-3 text-[13px] text-muted">
          {words.notApplied(
            leftOut.map(({ name }) => t.dimensions[name]).join(", "),
            isOne(format.locale, leftOut.length),
          )}
        </p>
      )}
    </>
  );
}

/** True when the page's own part of the address leaves something out. */
export function isNarrowed({ q, status, route, code }: RequestsSearch): boolean {
  return [q, status, route, code].some((part) => part !== undefined);
}
