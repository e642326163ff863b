import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useMessages } from "../../i18n/use-messages.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";

/** Nobody of this id was ever seen: zeros would say that somebody was, and did nothing. */
export function UnknownUser({ user, workspace }: { user: string; workspace: string }) {
  const words = useMessages().user.unknown;
  const search = useViewSearch();
  return (
    <Card>
      <EmptyState
        icon={SearchX}
        title={words.title}
        minHeight={280}
        action={
          <Link
            to="/users"
            search={{ ...search, q: user }}
            className={buttonClass({ variant: "primary" })}
          >
            {words.search}
          </Link>
        }
      >
        <p>{words.lead(workspace)}</p>
        <p className="mt-2">{words.before}</p>
      </EmptyState>
    </Card>
  );
}
