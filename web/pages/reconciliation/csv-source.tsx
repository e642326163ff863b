import { useId } from "react";
import { useMessages } from "../../i18n/use-messages.ts";
import { FileButton } from "../../ui/file-button.tsx";

interface CsvSourceProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** A file's text, chosen or pasted. */
export function CsvSource({ text, onText }: CsvSourceProps) {
  const t = useMessages();
  const words = t.reconciliation;
  const id = useId();
  return (
    <div className="space-y-3">
      <FileButton
        label={words.file}
        accept=".csv,text/csv"
        onFile={(chosen) => void chosen.text().then(onText)}
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
