import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";

interface UnitCardProps {
  readonly label: string;
  readonly hint: string;
  /** Undefined while it is being loaded. */
  readonly value: ReactNode;
  readonly detail: ReactNode;
  readonly to: "/generations" | "/economics" | "/economics/users";
  /** The filters of what it is made of; absent: those of the page. */
  readonly f?: readonly string[];
  /** How it changed. */
  readonly children?: ReactNode;
}

const look = "block h-full rounded-xl border border-hairline bg-card p-4 shadow-card";

/** One figure, what it was divided by, and the way to what is behind it. */
export function UnitCard(props: UnitCardProps) {
  const { label, hint, value, detail, to, f, children } = props;
  const search = useViewSearch();
  return (
    <li className="min-w-0">
      <Link
        to={to}
        search={f === undefined ? search : { ...search, f }}
        title={hint}
        className={`${look} transition-colors hover:border-control/60`}
      >
        <span className="block text-[13px] text-muted">{label}</span>
        {value === undefined ? (
          <>
            <Skeleton className="mt-1.5 h-7 w-20" />
            <Skeleton className="mt-1.5 h-3.5 w-24" />
          </>
        ) : (
          <>
            <span className="tabular mt-1.5 block text-xl font-semibold tracking-tight">
              {value}
            </span>
            <span className="tabular mt-1 block text-xs leading-snug text-muted">{detail}</span>
            {children}
          </>
        )}
      </Link>
    </li>
  );
}
