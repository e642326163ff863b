import { useQuery } from "@tanstack/react-query";
import { CalendarSearch, ListFilter, SearchX } from "lucide-react";
import { setupQuery } from "../../client/session-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { knownFilters, type RequestsSearch } from "../../view/requests-search.ts";
import type { View } from "../../view/view.ts";
import { NotConnected } from "../setup/not-connected.tsx";
import { isNarrowed } from "./request-filters.tsx";
import type { RequestsChange } from "./use-narrow-requests.ts";

interface EmptyRequestsProps {
  readonly view: View;
  readonly search: RequestsSearch;
  readonly narrow: (change: RequestsChange) => void;
  readonly minHeight: number;
}

/** Why there is no row, and the way out of it. */
export function EmptyRequests({ view, search, narrow, minHeight }: EmptyRequestsProps) {
  const t = useMessages();
  const words = t.requests;
  const { data: setup } = useQuery(setupQuery);
  if (search.q !== undefined) {
    return (
      <EmptyState
        icon={SearchX}
        minHeight={minHeight}
        title={words.searched(search.q)}
        action={<Button onClick={() => narrow({ q: undefined })}>{words.clearSearch}</Button>}
      >
        {words.searchedLead}
      </EmptyState>
    );
  }
  if (isNarrowed(search) || knownFilters(view.filters).length > 0) {
    return (
      <EmptyState
        icon={ListFilter}
        minHeight={minHeight}
        title={words.emptyFiltered}
        action={
          <Button
            onClick={() =>
              narrow({ status: undefined, route: undefined, code: undefined, f: undefined })
            }
          >
            {words.clear}
          </Button>
        }
      >
        {t.overview.empty.filteredLead}
      </EmptyState>
    );
  }
  if (setup !== undefined && setup.state !== "has-data") {
    return <NotConnected minHeight={minHeight} />;
  }
  return (
    <EmptyState icon={CalendarSearch} minHeight={minHeight} title={words.empty}>
      {words.emptyLead}
    </EmptyState>
  );
}
