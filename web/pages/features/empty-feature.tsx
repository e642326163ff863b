import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Layers, SearchX } from "lucide-react";
import { everSeenQuery } from "../../client/ever-seen-query.ts";
import { meQuery } from "../../client/session-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { filtersBeside } from "../../view/feature-search.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import type { View } from "../../view/view.ts";
import type { useChangeFeature } from "./use-change-feature.ts";

interface EmptyFeatureProps {
  readonly name: string;
  readonly view: View;
  readonly change: ReturnType<typeof useChangeFeature>;
}

/** Nothing names the feature here: everything is filtered out, the period is quiet, or nothing ever named it. */
export function EmptyFeature({ name, view, change }: EmptyFeatureProps) {
  const t = useMessages();
  const words = t.features.feature;
  const search = useViewSearch();
  const { data: me } = useSuspenseQuery(meQuery);
  const seen = useQuery(everSeenQuery("feature", name));
  const isFiltered = filtersBeside(view).length > 0;
  if (seen.isPending) {
    return (
      <Card>
        <Skeleton className="h-80 w-full" />
      </Card>
    );
  }
  if (seen.data === false) {
    return (
      <Card>
        <EmptyState
          icon={SearchX}
          title={words.unknown}
          minHeight={320}
          action={
            <Link to="/features" search={search} className={buttonClass({ variant: "primary" })}>
              {words.allFeatures}
            </Link>
          }
        >
          {words.unknownLead(me.workspace.name)}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <EmptyState
        icon={Layers}
        title={isFiltered ? t.overview.empty.filtered : words.none}
        minHeight={320}
        action={
          isFiltered ? (
            <Button onClick={() => change({ f: undefined })}>{t.overview.empty.clear}</Button>
          ) : (
            <Button onClick={() => change({ range: "12m", from: undefined, to: undefined })}>
              {words.year}
            </Button>
          )
        }
      >
        {isFiltered ? t.overview.empty.filteredLead : words.noneLead}
      </EmptyState>
    </Card>
  );
}
