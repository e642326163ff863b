import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "../../i18n/use-messages.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";

interface PricesHeaderProps {
  readonly title: string;
  readonly lead: string;
  readonly actions?: ReactNode;
}

const tab =
  "-mb-px border-b-2 border-transparent px-3 py-2 text-[13px] font-medium whitespace-nowrap text-muted hover:text-text aria-[current=page]:border-action aria-[current=page]:text-text";

/** The head of a page about prices, with the way to the others. */
export function PricesHeader({ title, lead, actions }: PricesHeaderProps) {
  const t = useMessages();
  const search = useViewSearch();
  const { section, sections } = t.prices;
  const pages = [
    { to: "/prices", label: section.book },
    { to: "/prices/unpriced", label: section.unpriced },
    { to: "/prices/rerate", label: section.rerate },
    { to: "/prices/test", label: section.test },
  ] as const;
  return (
    <>
      <PageHeader title={title} lead={lead} actions={actions} />
      <nav aria-label={sections} className="mb-5 overflow-x-auto border-b border-hairline">
        <ul className="flex gap-1">
          {pages.map(({ to, label }) => (
            <li key={to}>
              <Link
                to={to}
                search={search}
                className={`block ${tab}`}
                activeOptions={{ exact: true, includeSearch: false }}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
