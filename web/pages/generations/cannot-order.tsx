import { useNavigate } from "@tanstack/react-router";
import { ArrowDownUp } from "lucide-react";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

/** The server puts no list in order that it would have to read for too long. */
export function CannotOrder({ minHeight }: { minHeight: number }) {
  const t = useMessages();
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={ArrowDownUp}
      minHeight={minHeight}
      title={t.clipList.cannotOrder}
      action={
        <Button
          onClick={() =>
            void navigate({
              to: "/generations",
              search: ({ order: _order, cursor: _cursor, ...rest }) => rest,
            })
          }
        >
          {t.clipList.newestInstead}
        </Button>
      }
    />
  );
}
