import { useNavigate } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useMessages } from "../../i18n/use-messages.ts";
import type { ListOrder } from "../../view/generations-search.ts";

interface SortButtonProps {
  readonly name: "created" | "cost" | "took";
  readonly label: string;
  readonly order: ListOrder | null;
}

/** A column's header that orders the list: the largest or newest first, and the other way round at a second press. */
export function SortButton({ name, label, order }: SortButtonProps) {
  const t = useMessages();
  const navigate = useNavigate();
  const current = order ?? "-created";
  const isDown = current === `-${name}`;
  const isUp = current === name;
  return (
    <button
      type="button"
      title={t.clipList.sortBy(label)}
      className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded-md px-1 hover:bg-hover hover:text-text"
      onClick={() =>
        void navigate({
          to: "/generations",
          search: ({ cursor: _cursor, order: _order, ...rest }) => {
            const next = isDown ? name : name === "created" ? null : (`-${name}` as const);
            return next === null ? rest : { ...rest, order: next };
          },
          resetScroll: false,
        })
      }
    >
      {label}
      {isDown ? <ArrowDown size={12} aria-hidden="true" /> : null}
      {isUp ? <ArrowUp size={12} aria-hidden="true" /> : null}
    </button>
  );
}
