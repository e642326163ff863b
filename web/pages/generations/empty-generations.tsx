import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CalendarSearch, ListFilter, SearchX } from "lucide-react";
import { setupQuery } from "../../client/session-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import type { ViewChange } from "../../view/use-change-view.ts";
import type { View } from "../../view/view.ts";
import { NotConnected } from "../setup/not-connected.tsx";

interface EmptyGenerationsProps {
  readonly view: View;
  /** What was looked for. */
  readonly q: string | null;
  readonly change: (change: ViewChange) => void;
  readonly minHeight: number;
}

/** Why there is no row, and the way out of it. */
export function EmptyGenerations({ view, q, change, minHeight }: EmptyGenerationsProps) {
  const t = useMessages();
  const navigate = useNavigate();
  const words = t.overview.empty;
  const { data: setup } = useQuery(setupQuery);
  if (q !== null) {
    return (
      <EmptyState
        icon={SearchX}
        minHeight={minHeight}
        title={t.explore.searched(q)}
        action={
          <Button
            onClick={() =>
              void navigate({ to: "/generations", search: ({ q: _q, ...rest }) => rest })
            }
          >
            {t.explore.clearSearch}
          </Button>
        }
      >
        {t.explore.searchedLead}
      </EmptyState>
    );
  }
  if (view.filters.length > 0) {
    return (
      <EmptyState
        icon={ListFilter}
        minHeight={minHeight}
        title={words.filtered}
        action={<Button onClick={() => change({ f: undefined })}>{words.clear}</Button>}
      >
        {words.filteredLead}
      </EmptyState>
    );
  }
  if (setup !== undefined && setup.state !== "has-data") {
    return <NotConnected minHeight={minHeight} />;
  }
  return (
    <EmptyState
      icon={CalendarSearch}
      minHeight={minHeight}
      title={words.title}
      action={
        <Button onClick={() => change({ range: "12m", from: undefined, to: undefined })}>
          {words.year}
        </Button>
      }
    >
      {words.lead}
    </EmptyState>
  );
}
