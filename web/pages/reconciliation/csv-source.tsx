import { Upload } from "lucide-react";
import { useId, useRef } from "react";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";

interface CsvSourceProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** A file's text, chosen or pasted. */
export function CsvSource({ text, onText }: CsvSourceProps) {
  const t = useMessages();
  const words = t.reconciliation;
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className="space-y-3">
      <Button onClick={() => file.current?.click()}>
        <Upload size={14} aria-hidden="true" />
        {words.file}
      </Button>
      <input
        ref={file}
        type="file"
        accept=".csv,text/csv"
        aria-label={words.file}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (chosen !== undefined) void chosen.text().then(onText);
        }}
      />
      <div>
        <label htmlFor={id} className="mb-1.5 block text-[13px] font-medium">
          {words.paste}
        </label>
        <textarea
          id={id}
          rows={5}
          value={text}
          spellCheck={false}
          wrap="off"
          aria-describedby={`${id}-hint`}
          onChange={(event) => onText(event.currentTarget.value)}
          className="w-full rounded-lg border border-control/70 bg-card px-3 py-2 font-mono text-xs"
        />
        <p id={`${id}-hint`} className="mt-1 text-[13px] text-muted">
          {words.pasteHint}
        </p>
      </div>
    </div>
  );
}
