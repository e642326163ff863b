import { useId, type ComponentProps, type ReactNode } from "react";
import { classNames } from "./class-names.ts";

const control =
  "w-full rounded-lg border border-control/70 bg-card px-3 text-sm text-text placeholder:text-muted/80 hover:border-control disabled:opacity-55 aria-invalid:border-danger";

interface FieldFrame {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

/** A labelled text input with its hint and its error tied to it. */
export function TextField({
  label,
  hint,
  error,
  className,
  ...rest
}: ComponentProps<"input"> & FieldFrame) {
  const id = useId();
  return (
    <FieldShell id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={describedBy(id, hint, error)}
        className={classNames(control, "h-9", className)}
        {...rest}
      />
    </FieldShell>
  );
}

export function SelectField({
  label,
  hint,
  error,
  children,
  ...rest
}: ComponentProps<"select"> & FieldFrame) {
  const id = useId();
  return (
    <FieldShell id={id} label={label} hint={hint} error={error}>
      <select
        id={id}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={describedBy(id, hint, error)}
        className={classNames(control, "h-9")}
        {...rest}
      >
        {children}
      </select>
    </FieldShell>
  );
}

export function CheckField({ label, hint, ...rest }: ComponentProps<"input"> & FieldFrame) {
  const id = useId();
  return (
    <div className="flex gap-2.5">
      <input
        id={id}
        type="checkbox"
        aria-describedby={describedBy(id, hint, undefined)}
        className="mt-0.5 size-4 accent-action"
        {...rest}
      />
      <div>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint === undefined ? null : (
          <p id={`${id}-hint`} className="text-[13px] text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

function FieldShell({
  id,
  label,
  hint,
  error,
  children,
}: FieldFrame & { id: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block text-[13px] font-medium">
        {label}
      </label>
      {children}
      {error === undefined ? null : (
        <p id={`${id}-error`} className="mt-1.5 text-[13px] text-danger">
          {error}
        </p>
      )}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="mt-1.5 text-[13px] text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

function describedBy(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  const parts = [
    error === undefined ? "" : `${id}-error`,
    hint === undefined ? "" : `${id}-hint`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? undefined : parts.join(" ");
}
