import { useQuery } from "@tanstack/react-query";
import { CalendarSearch, ListFilter } from "lucide-react";
import { setupQuery } from "../../client/session-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import type { ViewChange } from "../../view/use-change-view.ts";
import type { View } from "../../view/view.ts";
import { NotConnected } from "../setup/not-connected.tsx";

interface EmptyOverviewProps {
  readonly view: View;
  readonly change: (change: ViewChange) => void;
}

/** Says which of three: nothing connected, everything filtered out, or a quiet period. */
export function EmptyOverview({ view, change }: EmptyOverviewProps) {
  const t = useMessages();
  const words = t.overview.empty;
  const { data: setup } = useQuery(setupQuery);
  if (setup !== undefined && setup.state !== "has-data") {
    return (
      <Card>
        <NotConnected minHeight={280} />
      </Card>
    );
  }
  if (view.filters.length > 0) {
    return (
      <Card>
        <EmptyState
          icon={ListFilter}
          title={words.filtered}
          minHeight={280}
          action={<Button onClick={() => change({ f: undefined })}>{words.clear}</Button>}
        >
          {words.filteredLead}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <EmptyState
        icon={CalendarSearch}
        title={words.title}
        minHeight={280}
        action={
          <Button onClick={() => change({ range: "12m", from: undefined, to: undefined })}>
            {words.year}
          </Button>
        }
      >
        {words.lead}
      </EmptyState>
    </Card>
  );
}
