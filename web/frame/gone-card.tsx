import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { meQuery } from "../client/session-queries.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { buttonClass } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { useViewSearch } from "../view/use-view-search.ts";

interface GoneCardProps {
  /** The list that it stood in. */
  readonly list: "/quotas" | "/reconciliation" | "/prices/rerate";
  /** What is not there, where the page has a sentence for it. */
  readonly title?: string;
}

/** Stands for a thing that was deleted meanwhile: why it is not there, and the way back to its list. */
export function GoneCard({ list, title }: GoneCardProps) {
  const { errors } = useMessages();
  const search = useViewSearch();
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <Card>
      <EmptyState
        icon={SearchX}
        title={title ?? errors.gone}
        minHeight={320}
        action={
          <Link to={list} search={search} className={buttonClass({ variant: "primary" })}>
            {errors.toList}
          </Link>
        }
      >
        {errors.goneLead(me.workspace.name)}
      </EmptyState>
    </Card>
  );
}
