import { useId } from "react";

interface RadioCardsProps<T extends string> {
  readonly legend: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string; readonly hint: string }[];
  readonly onChange: (value: T) => void;
}

/** One of a few choices that each need a sentence. */
export function RadioCards<T extends string>({
  legend,
  value,
  choices,
  onChange,
}: RadioCardsProps<T>) {
  const id = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 text-[13px] font-medium">{legend}</legend>
      <div className="grid gap-2">
        {choices.map((choice) => (
          <div
            key={choice.value}
            className="relative flex gap-2.5 rounded-lg border border-control/70 bg-card px-3 py-2.5 has-checked:border-action has-checked:bg-selected"
          >
            <input
              id={`${id}-${choice.value}`}
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              aria-describedby={`${id}-${choice.value}-hint`}
              onChange={() => onChange(choice.value)}
              className="relative z-10 mt-0.5 size-4 shrink-0 accent-action"
            />
            <div>
              {/* The label reaches over the whole card, so that all of it can be clicked. */}
              <label
                htmlFor={`${id}-${choice.value}`}
                className="cursor-pointer font-medium after:absolute after:inset-0"
              >
                {choice.label}
              </label>
              <p id={`${id}-${choice.value}-hint`} className="text-[13px] text-muted">
                {choice.hint}
              </p>
            </div>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
