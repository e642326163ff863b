import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo } from "react";
import { neighboursQuery } from "../../client/generation-queries.ts";
import { useShortcuts } from "../../frame/use-shortcuts.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { buttonClass } from "../../ui/button.tsx";
import { readGenerationsSearch } from "../../view/generations-search.ts";
import { useView } from "../../view/use-view.ts";
import { useListSearch } from "./use-list-search.ts";

/** To the clips before and behind this one in the list that one came from; the address tells which list. */
export function NeighbourLinks({ id }: { id: string }) {
  const t = useMessages();
  const words = t.clip.neighbours;
  const navigate = useNavigate();
  const search = useListSearch();
  const list = readGenerationsSearch(useSearch({ from: "/app/generations/$id" }));
  const { data } = useQuery(neighboursQuery(id, useView(), list));
  const { previous = null, next = null } = data ?? {};
  const shortcuts = useMemo(() => {
    const go = (to: string | null) => () => {
      if (to !== null) void navigate({ to: "/generations/$id", params: { id: to }, search });
    };
    return { j: go(next), k: go(previous) };
  }, [navigate, next, previous, search]);
  useShortcuts(shortcuts);
  return (
    <nav aria-label={words.label} className="flex gap-2">
      <NeighbourLink id={previous} label={words.previous} hint={words.previousHint} side="left" />
      <NeighbourLink id={next} label={words.next} hint={words.nextHint} side="right" />
    </nav>
  );
}

interface NeighbourLinkProps {
  readonly id: string | null;
  readonly label: string;
  readonly hint: string;
  readonly side: "left" | "right";
}

function NeighbourLink({ id, label, hint, side }: NeighbourLinkProps) {
  const t = useMessages();
  const search = useListSearch();
  const content = (
    <>
      {side === "left" ? <ChevronLeft size={14} aria-hidden="true" /> : null}
      {label}
      {side === "right" ? <ChevronRight size={14} aria-hidden="true" /> : null}
    </>
  );
  if (id === null) {
    return (
      <span
        aria-disabled="true"
        title={t.clip.neighbours.none}
        className={`${buttonClass({ size: "small" })} cursor-default opacity-50`}
      >
        {content}
      </span>
    );
  }
  return (
    <Link
      to="/generations/$id"
      params={{ id }}
      search={search}
      title={hint}
      className={buttonClass({ size: "small" })}
    >
      {content}
    </Link>
  );
}
