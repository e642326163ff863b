import { classNames } from "./class-names.ts";

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

/** A few exclusive choices side by side. */
export function Segmented<T extends string>({
  label,
  value,
  choices,
  onChange,
}: SegmentedProps<T>) {
  return (
    <div
      role="group"
      aria-label={label}
      className="inline-flex max-w-full flex-wrap rounded-lg border border-hairline bg-sunken p-0.5"
    >
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
          className={classNames(
            "h-7 rounded-md px-2.5 text-[13px] font-medium whitespace-nowrap transition-colors",
            choice.value === value ? "bg-card text-text shadow-card" : "text-muted hover:text-text",
          )}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
