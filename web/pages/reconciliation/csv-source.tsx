import { useMessages } from "../../i18n/use-messages.ts";
import { FileButton } from "../../ui/file-button.tsx";
import { PasteField } from "../../forms/paste-field.tsx";

interface CsvSourceProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** A file's text, chosen or pasted. */
export function CsvSource({ text, onText }: CsvSourceProps) {
  const t = useMessages();
  const words = t.reconciliation;
  return (
    <div className="space-y-3">
      <FileButton
        label={words.file}
        accept=".csv,text/csv"
        onFile={(chosen) => void chosen.text().then(onText)}
      />
      <PasteField
        label={words.paste}
        hint={words.pasteHint}
        rows={5}
        value={text}
        onValue={onText}
      />
    </div>
  );
}
