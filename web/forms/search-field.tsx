import { Search } from "lucide-react";
import { useEffect, useId, useMemo, useRef } from "react";
import { useShortcuts } from "../frame/use-shortcuts.ts";
import { classNames } from "../ui/class-names.ts";

const LONGEST = 200;

interface SearchFieldProps {
  /** What is looked for now, as the address has it. */
  readonly q: string;
  readonly label: string;
  readonly placeholder: string;
  /** Looks this long after the last key, in milliseconds. Without it: at Enter, and when the field is emptied. */
  readonly restMs?: number;
  readonly onLook: (text: string) => void;
  readonly className?: string;
}

/** A field that finds something on the page it stands on; what is looked for belongs in the address. "/" goes to it. */
export function SearchField({
  q,
  label,
  placeholder,
  restMs,
  onLook,
  className,
}: SearchFieldProps) {
  const id = useId();
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
    clearTimeout(timer.current);
    if (text.trim() !== q) onLook(text.trim());
  };
  const lookLater = (text: string): void => {
    clearTimeout(timer.current);
    if (text === "") look(text);
    else if (restMs !== undefined) timer.current = setTimeout(() => look(text), restMs);
  };
  return (
    <form
      role="search"
      className={classNames("min-w-0", className)}
      onSubmit={(event) => {
        event.preventDefault();
        look(input.current?.value ?? "");
      }}
    >
      <label htmlFor={id} className="sr-only">
        {label}
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
          placeholder={placeholder}
          maxLength={LONGEST}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => lookLater(event.currentTarget.value)}
          className="h-9 w-full rounded-lg border border-control/70 bg-card pr-3 pl-9 text-sm placeholder:text-muted hover:border-control"
        />
      </span>
    </form>
  );
}
