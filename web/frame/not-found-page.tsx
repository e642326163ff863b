import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { useMessages } from "../i18n/use-messages.ts";
import { buttonClass } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export function NotFoundPage() {
  const t = useMessages();
  return (
    <main className="p-6">
      <h1 className="sr-only">{t.errors.notFound}</h1>
      <EmptyState
        icon={Compass}
        title={t.errors.notFound}
        minHeight={400}
        action={
          <Link to="/" className={buttonClass({ variant: "primary" })}>
            {t.errors.toOverview}
          </Link>
        }
      >
        {t.errors.notFoundLead}
      </EmptyState>
    </main>
  );
}
