import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useEffect, useId, useMemo, useRef } from "react";
import { useShortcuts } from "../../frame/use-shortcuts.ts";
import { useMessages } from "../../i18n/use-messages.ts";

const REST_MS = 300;

/** Finds users by a part of their id; what is looked for stands in the address. "/" goes to the field. */
export function UserSearch({ q }: { q: string }) {
  const t = useMessages();
  const id = useId();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useShortcuts(useMemo(() => ({ "/": () => input.current?.focus() }), []));
  useEffect(() => () => clearTimeout(timer.current), []);
  // Back and forward change the address under the field; what someone is typing stays.
  useEffect(() => {
    const field = input.current;
    if (field !== null && field !== document.activeElement) field.value = q;
  }, [q]);
  const look = (text: string): void => {
    const next = text.trim();
    void navigate({
      to: "/users",
      search: ({ q: _before, ...rest }) => (next === "" ? rest : { ...rest, q: next }),
      replace: true,
    });
  };
  return (
    <form
      role="search"
      className="mb-4 max-w-md"
      onSubmit={(event) => {
        event.preventDefault();
        clearTimeout(timer.current);
        look(input.current?.value ?? "");
      }}
    >
      <label htmlFor={id} className="sr-only">
        {t.users.searchLabel}
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
          placeholder={t.users.search}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            const text = event.currentTarget.value;
            clearTimeout(timer.current);
            timer.current = setTimeout(() => look(text), REST_MS);
          }}
          className="h-9 w-full rounded-lg border border-control/70 bg-card pr-3 pl-9 text-sm placeholder:text-muted hover:border-control"
        />
      </span>
    </form>
  );
}
