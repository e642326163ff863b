import { Plus, X } from "lucide-react";
import { useId, useState } from "react";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";
import { PAIR_KINDS, type TypedPair } from "./typed-pairs.ts";

interface TypedPairsFieldProps {
  readonly label: string;
  /** The form's field, which holds the lines as JSON. */
  readonly name: string;
  readonly hint: string;
  readonly add: string;
  readonly initial: readonly TypedPair[];
  readonly error: string | undefined;
  /** Names that are offered while one is typed. */
  readonly names?: readonly string[];
}

interface Line extends TypedPair {
  readonly key: number;
}

const control =
  "h-9 w-full min-w-0 rounded-lg border border-control/70 bg-card px-2.5 text-[13px] hover:border-control";

/** Lines of a name, a kind and a value. */
export function TypedPairsField(props: TypedPairsFieldProps) {
  const t = useMessages();
  const words = t.prices;
  const id = useId();
  const [lines, setLines] = useState<readonly Line[]>(() =>
    props.initial.map((pair, key) => ({ ...pair, key })),
  );
  const change = (key: number, part: Partial<TypedPair>): void =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  return (
    <fieldset className="min-w-0" aria-describedby={`${id}-hint`}>
      <legend className="mb-1.5 text-[13px] font-medium">{props.label}</legend>
      <input
        type="hidden"
        name={props.name}
        value={JSON.stringify(lines.map(({ name, kind, text }) => ({ name, kind, text })))}
      />
      <datalist id={`${id}-names`}>
        {(props.names ?? []).map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <div className="space-y-2">
        {lines.map((line, index) => (
          <div
            key={line.key}
            className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)_minmax(0,3fr)_auto] gap-2"
          >
            <input
              aria-label={words.pairName(index + 1)}
              value={line.name}
              list={`${id}-names`}
              maxLength={64}
              spellCheck={false}
              autoComplete="off"
              className={control}
              onChange={(event) => change(line.key, { name: event.currentTarget.value })}
            />
            <select
              aria-label={words.pairKind(index + 1)}
              value={line.kind}
              className={control}
              onChange={(event) => {
                const kind = PAIR_KINDS.find((known) => known === event.currentTarget.value);
                if (kind === undefined) return;
                change(line.key, kind === "boolean" ? { kind, text: "true" } : { kind });
              }}
            >
              {PAIR_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {words.pairKinds[kind]}
                </option>
              ))}
            </select>
            {line.kind === "boolean" ? (
              <select
                aria-label={words.pairValue(index + 1)}
                value={line.text}
                className={control}
                onChange={(event) => change(line.key, { text: event.currentTarget.value })}
              >
                <option value="true">{t.common.yes}</option>
                <option value="false">{t.common.no}</option>
              </select>
            ) : (
              <input
                aria-label={words.pairValue(index + 1)}
                value={line.text}
                maxLength={200}
                spellCheck={false}
                autoComplete="off"
                className={control}
                onChange={(event) => change(line.key, { text: event.currentTarget.value })}
              />
            )}
            <Button
              variant="quiet"
              className="px-2"
              aria-label={words.pairRemove(index + 1)}
              onClick={() => setLines(lines.filter((other) => other.key !== line.key))}
            >
              <X size={14} aria-hidden="true" />
            </Button>
          </div>
        ))}
        <Button
          size="small"
          onClick={() =>
            setLines([
              ...lines,
              { key: (lines.at(-1)?.key ?? -1) + 1, name: "", kind: "text", text: "" },
            ])
          }
        >
          <Plus size={14} aria-hidden="true" />
          {props.add}
        </Button>
      </div>
      {props.error === undefined ? null : (
        <p role="alert" className="mt-1.5 text-[13px] text-danger">
          {props.error}
        </p>
      )}
      <p id={`${id}-hint`} className="mt-1.5 text-[13px] text-muted">
        {props.hint}
      </p>
    </fieldset>
  );
}
