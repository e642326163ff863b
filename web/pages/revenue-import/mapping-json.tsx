import { useId, useState } from "react";
import type { RevenueMappingInput } from "../../../domain/revenue-file/mapping.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";

interface MappingJsonProps {
  readonly mapping: RevenueMappingInput;
  readonly onChange: (mapping: RevenueMappingInput) => void;
}

/** The mapping whole, for what the fields above it don't show: groups, rows to skip, values to replace. */
export function MappingJson({ mapping, onChange }: MappingJsonProps) {
  const words = useMessages().revenueImport;
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [bad, setBad] = useState(false);
  const text = draft ?? JSON.stringify(mapping, null, 2);
  const use = (): void => {
    try {
      // The server checks it, member by member; here it only has to be JSON with fields.
      const parsed = JSON.parse(text) as RevenueMappingInput;
      setBad(typeof parsed.fields !== "object");
      if (typeof parsed.fields !== "object") return;
      onChange(parsed);
      setDraft(null);
    } catch {
      setBad(true);
    }
  };
  return (
    <details className="rounded-lg border border-hairline px-4 py-3">
      <summary className="cursor-pointer text-[13px] font-medium">{words.advanced}</summary>
      <label htmlFor={id} className="sr-only">
        {words.advanced}
      </label>
      <textarea
        id={id}
        rows={14}
        spellCheck={false}
        value={text}
        aria-invalid={bad ? true : undefined}
        aria-describedby={bad ? `${id}-error` : undefined}
        onChange={(event) => setDraft(event.currentTarget.value)}
        className="mt-3 w-full rounded-lg border border-control/70 bg-card p-3 font-mono text-xs"
      />
      {bad ? (
        <p id={`${id}-error`} role="alert" className="mt-1 text-[13px] text-danger">
          {words.badJson}
        </p>
      ) : null}
      <Button size="small" className="mt-2" disabled={draft === null} onClick={use}>
        {words.applyJson}
      </Button>
    </details>
  );
}
