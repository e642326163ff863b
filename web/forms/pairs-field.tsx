import { useId } from "react";
import { classNames } from "../ui/class-names.ts";

interface PairsFieldProps {
  readonly label: string;
  readonly name: string;
  readonly hint: string;
  readonly error: string | undefined;
}

/** A box for lines of `name=value`. */
export function PairsField({ label, name, hint, error }: PairsFieldProps) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block text-[13px] font-medium">
        {label}
      </label>
      <textarea
        id={id}
        name={name}
        rows={3}
        spellCheck={false}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={classNames(error !== undefined && `${id}-error`, `${id}-hint`)}
        className="w-full rounded-lg border border-control/70 bg-card px-3 py-2 font-mono text-xs aria-invalid:border-danger"
      />
      {error === undefined ? null : (
        <p id={`${id}-error`} className="mt-1 text-[13px] text-danger">
          {error}
        </p>
      )}
      <p id={`${id}-hint`} className="mt-1 text-[13px] text-muted">
        {hint}
      </p>
    </div>
  );
}
