import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useEffect, useId, useMemo, useRef } from "react";
import { useShortcuts } from "../../frame/use-shortcuts.ts";
import { useMessages } from "../../i18n/use-messages.ts";

const LONGEST = 200;

/** Finds generations by an id, exactly; what is looked for stands in the address. "/" goes to the field. */
export function GenerationSearch({ q }: { q: string }) {
  const t = useMessages();
  const id = useId();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  useShortcuts(useMemo(() => ({ "/": () => input.current?.focus() }), []));
  // Back and forward change the address under the field; what someone is typing stays.
  useEffect(() => {
    const field = input.current;
    if (field !== null && field !== document.activeElement) field.value = q;
  }, [q]);
  const look = (text: string): void => {
    const next = text.trim();
    if (next === q) return;
    void navigate({
      to: "/generations",
      search: ({ q: _before, cursor: _cursor, ...rest }) =>
        next === "" ? rest : { ...rest, q: next },
    });
  };
  return (
    <form
      role="search"
      className="min-w-0 flex-1 basis-64 sm:max-w-md"
      onSubmit={(event) => {
        event.preventDefault();
        look(input.current?.value ?? "");
      }}
    >
      <label htmlFor={id} className="sr-only">
        {t.explore.searchLabel}
      </label>
      <span className="relative block">
        <Search
          size={16}
          aria-hidden="true"
          className="absolute top-1/2 left-3 -translate-y-1/2 text-muted"
        />
        <input
          id={id}
          ref={input}
          type="search"
          defaultValue={q}
          placeholder={t.explore.search}
          maxLength={LONGEST}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            if (event.currentTarget.value === "") look("");
          }}
          className="h-9 w-full rounded-lg border border-control/70 bg-card pr-3 pl-9 text-sm placeholder:text-muted hover:border-control"
        />
      </span>
    </form>
  );
}
