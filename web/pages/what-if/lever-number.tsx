import { RotateCcw } from "lucide-react";
import { useId, useState } from "react";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";

export interface LeverNumberProps {
  readonly label: string;
  /** As the address holds it; undefined: as recorded. */
  readonly value: string | undefined;
  /** What holds without it, in the lever's own unit; null where nothing was recorded. */
  readonly recorded: number | null;
  readonly min: number;
  readonly max: number;
  /** Ends of the slider, which may be narrower than what can be typed; without them there is none. */
  readonly slider?: { readonly min: number; readonly max: number; readonly log?: boolean };
  /** What stands behind the number: "s", "%", a currency. */
  readonly unit?: string;
  /** The address holds a part of one where people say per cent. */
  readonly percent?: boolean;
  readonly whole?: boolean;
  readonly hint?: string;
  readonly onChange: (value: string | undefined) => void;
}

const SLIDER_STEPS = 1000;

/** A lever that is a number: a field, a slider with a tick where the record stands, and the way back to it. */
export function LeverNumber(props: LeverNumberProps) {
  const { label, value, recorded, min, max, slider, unit, percent, hint, onChange } = props;
  const t = useMessages();
  const format = useFormat();
  const id = useId();
  const times = percent === true ? 100 : 1;
  const shown = value === undefined ? "" : written(Number(value) * times);
  const [draft, setDraft] = useState({ text: shown, of: shown });
  // What is being typed stays ("0.0" on the way to "0.05"), until the lever is moved from elsewhere.
  const isOwn = draft.of === shown || (shown !== "" && readNumber(draft.text) === Number(shown));
  const typed = isOwn ? draft.text : shown;
  const number = readNumber(typed);
  const bad =
    typed.trim() !== "" &&
    (number === null ||
      number < min * times ||
      number > max * times ||
      (props.whole === true && !Number.isInteger(number)));
  const commit = (next: string) => {
    setDraft({ text: next, of: shown });
    if (next.trim() === "") return onChange(undefined);
    const read = readNumber(next);
    if (read === null || read < min * times || read > max * times) return;
    if (props.whole === true && !Number.isInteger(read)) return;
    onChange(written(read / times));
  };
  const at = value === undefined ? recorded : Number(value);
  return (
    <div className="min-w-0">
      <div className="mb-1 flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-[13px] font-medium">
          {label}
        </label>
        {value === undefined ? null : (
          <button
            type="button"
            aria-label={t.whatIf.reset(label)}
            title={t.whatIf.reset(label)}
            className="-my-1 grid size-6 shrink-0 place-items-center rounded text-muted hover:bg-hover hover:text-text"
            onClick={() => onChange(undefined)}
          >
            <RotateCcw size={13} aria-hidden="true" />
          </button>
        )}
      </div>
      <div className="flex items-center gap-2">
        <input
          id={id}
          inputMode="decimal"
          value={typed}
          placeholder={
            recorded === null ? t.whatIf.notSet : format.decimal(written(recorded * times))
          }
          aria-invalid={bad ? true : undefined}
          aria-describedby={`${id}-about`}
          onChange={(event) => commit(event.target.value)}
          className="h-8 w-28 min-w-0 flex-1 rounded-lg border border-control/70 bg-card px-2.5 text-sm tabular hover:border-control aria-invalid:border-danger"
        />
        {unit === undefined && percent !== true ? null : (
          <span className="shrink-0 text-[13px] text-muted">{percent === true ? "%" : unit}</span>
        )}
      </div>
      {slider === undefined ? null : (
        <Slider
          label={label}
          at={at}
          recorded={recorded}
          slider={slider}
          whole={props.whole === true}
          onChange={onChange}
        />
      )}
      <p
        id={`${id}-about`}
        className={bad ? "mt-1 text-xs text-danger" : "mt-1 text-xs text-muted"}
      >
        {bad
          ? t.whatIf.levers.needsNumber(
              format.decimal(written(min * times)),
              format.decimal(written(max * times)),
            )
          : [
              recorded === null || value === undefined
                ? ""
                : t.whatIf.otherwise(
                    `${format.decimal(written(recorded * times))}${percent === true ? " %" : unit === undefined ? "" : ` ${unit}`}`,
                  ),
              hint ?? "",
            ]
              .filter((part) => part !== "")
              .join(" · ")}
      </p>
    </div>
  );
}

interface SliderProps {
  readonly label: string;
  readonly at: number | null;
  readonly recorded: number | null;
  readonly slider: { readonly min: number; readonly max: number; readonly log?: boolean };
  readonly whole: boolean;
  readonly onChange: (value: string) => void;
}

function Slider({ label, at, recorded, slider, whole, onChange }: SliderProps) {
  const list = useId();
  return (
    <>
      <input
        type="range"
        aria-label={label}
        list={list}
        min={0}
        max={SLIDER_STEPS}
        value={at === null ? 0 : placeOf(at, slider)}
        onChange={(event) => {
          const value = valueAt(Number(event.target.value), slider);
          onChange(written(whole ? Math.round(value) : rounded(value)));
        }}
        className="mt-1 h-6 w-full accent-action"
      />
      {recorded === null ? null : (
        <datalist id={list}>
          <option value={placeOf(recorded, slider)}>{label}</option>
        </datalist>
      )}
    </>
  );
}

function placeOf(value: number, { min, max, log }: SliderProps["slider"]): number {
  const part =
    log === true
      ? Math.log(Math.max(value, min) / min) / Math.log(max / min)
      : (value - min) / (max - min);
  return Math.round(SLIDER_STEPS * Math.min(1, Math.max(0, part)));
}

function valueAt(place: number, { min, max, log }: SliderProps["slider"]): number {
  const part = place / SLIDER_STEPS;
  return log === true ? min * (max / min) ** part : min + (max - min) * part;
}

/** Two digits: a slider is no ruler. */
function rounded(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(2));
}

/** As the address spells a number: no exponent, at most nine decimals. */
function written(value: number): string {
  return value.toFixed(9).replace(/\.?0+$/, "");
}

/** A number as people type it, with a point or a comma. */
function readNumber(text: string): number | null {
  const plain = text.trim().replaceAll(/[\s']/g, "").replace(",", ".");
  return /^\d{1,12}(\.\d{1,9})?$/.test(plain) ? Number(plain) : null;
}
