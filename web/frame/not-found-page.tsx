import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { useMessages } from "../i18n/use-messages.ts";
import { buttonClass } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

const PLACES = [
  { to: "/", name: "overview" },
  { to: "/features", name: "features" },
  { to: "/generations", name: "generations" },
  { to: "/users", name: "users" },
  { to: "/docs", name: "docs" },
] as const;

/** No page has this address: why that may be, and where one can go from here. */
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
          <ul className="flex flex-wrap justify-center gap-2">
            {PLACES.map(({ to, name }, index) => (
              <li key={to}>
                <Link
                  to={to}
                  className={buttonClass({ variant: index === 0 ? "primary" : "secondary" })}
                >
                  {t.nav[name]}
                </Link>
              </li>
            ))}
          </ul>
        }
      >
        {t.errors.notFoundLead}
      </EmptyState>
    </main>
  );
}
