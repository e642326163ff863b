import { X } from "lucide-react";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";
import type { ViewChange } from "../view/use-change-view.ts";
import { withFilter } from "../view/view-search.ts";
import type { View } from "../view/view.ts";
import { valueLabel } from "./value-label.ts";

interface FilterChipsProps {
  readonly view: View;
  readonly change: (change: ViewChange) => void;
}

/** What the figures are narrowed to; each part can be taken away. */
export function FilterChips({ view, change }: FilterChipsProps) {
  const t = useMessages();
  if (view.filters.length === 0) return null;
  const set = (f: readonly string[]): void => change({ f: f.length === 0 ? undefined : f });
  return (
    <div
      role="group"
      aria-label={t.filters.label}
      className="mb-5 flex flex-wrap items-center gap-2"
    >
      {view.filters.flatMap(({ name, values }) =>
        values.map((value) => (
          <span
            key={`${name}:${value}`}
            className="inline-flex h-8 max-w-full items-center gap-1.5 rounded-lg border border-hairline bg-selected pr-1 pl-2.5 text-[13px]"
          >
            <span className="text-muted">{t.dimensions[name]}</span>
            <span className="truncate font-medium">{valueLabel(name, value, t)}</span>
            <button
              type="button"
              aria-label={t.filters.remove(t.dimensions[name], valueLabel(name, value, t))}
              className="rounded-md p-1 text-muted hover:bg-hover hover:text-text"
              onClick={() => {
                const rest = values.filter((other) => other !== value);
                set(withFilter(view.filters, name, rest));
              }}
            >
              <X size={16} aria-hidden="true" />
            </button>
          </span>
        )),
      )}
      {view.filters.length > 1 ? (
        <Button size="small" variant="quiet" onClick={() => set([])}>
          {t.filters.clear}
        </Button>
      ) : null}
    </div>
  );
}
