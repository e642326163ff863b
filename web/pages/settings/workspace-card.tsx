import { useQuery } from "@tanstack/react-query";
import { workspaceQuery } from "../../client/account-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { WorkspaceForm } from "./workspace-form.tsx";

const FORM_HEIGHT = 560;

/** The workspace's settings, once they are here. */
export function WorkspaceCard({ currency }: { currency: string }) {
  const t = useMessages();
  const settings = useQuery(workspaceQuery);
  return (
    <Card>
      <h2 className="mb-4 font-semibold">{t.settings.workspace.title}</h2>
      {settings.data === undefined ? (
        settings.error === null ? (
          <Skeleton className="h-[560px]" />
        ) : (
          <ErrorState
            error={settings.error}
            minHeight={FORM_HEIGHT}
            onRetry={() => void settings.refetch()}
          />
        )
      ) : (
        <WorkspaceForm settings={settings.data} currency={currency} />
      )}
    </Card>
  );
}
