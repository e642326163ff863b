import { useId } from "react";

interface PasteFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly rows: number;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** Where a file's text is pasted: as it is, lines unbroken, nothing corrected. */
export function PasteField({ label, hint, rows, value, onValue }: PasteFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-[13px] font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        value={value}
        spellCheck={false}
        wrap="off"
        aria-describedby={`${id}-hint`}
        onChange={(event) => onValue(event.currentTarget.value)}
        className="w-full rounded-lg border border-control/70 bg-card px-3 py-2 font-mono text-xs"
      />
      <p id={`${id}-hint`} className="mt-1 text-[13px] text-muted">
        {hint}
      </p>
    </div>
  );
}
