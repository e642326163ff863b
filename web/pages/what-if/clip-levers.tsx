import { useState } from "react";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { Recorded } from "../../series/what-if-recorded.ts";
import type { WhatIfSearch } from "../../view/what-if-search.ts";
import { pairOf, withPair, type ChangeWhatIf } from "./change-lever.ts";
import { LeverNumber } from "./lever-number.tsx";

interface ClipLeversProps {
  readonly search: WhatIfSearch;
  readonly recorded: Recorded;
  readonly currency: string;
  readonly change: ChangeWhatIf;
}

const MOST_SECONDS = 3600;

/** How long clips are, which models make them, and what these cost. */
export function ClipLevers({ search, recorded, currency, change }: ClipLeversProps) {
  const words = useMessages().whatIf.levers;
  const [perHour, utilisation] = (search.gpu ?? "").split(":");
  return (
    <>
      <LeverNumber
        label={words.sec}
        value={search.sec}
        recorded={recorded.clip === null ? null : roundedTo(recorded.clip.seconds, 2)}
        min={0.001}
        max={MOST_SECONDS}
        unit="s"
        slider={{ min: 1, max: 60 }}
        onChange={(sec) => change({ sec })}
      />
      {recorded.models.length > 1 ? (
        <MixLevers search={search} recorded={recorded} change={change} />
      ) : null}
      {recorded.models.map(({ name }) => (
        <LeverNumber
          key={name}
          label={words.pf(name)}
          value={pairOf(search, "pf", name)}
          recorded={1}
          min={0}
          max={1000}
          onChange={(value) => change(withPair(search, "pf", name, value))}
        />
      ))}
      <LeverNumber
        label={words.gpuHour}
        value={search.gpu === undefined ? undefined : perHour}
        recorded={null}
        min={0}
        max={1e6}
        unit={currency}
        hint={words.gpuHint}
        onChange={(next) =>
          change({ gpu: next === undefined ? undefined : `${next}:${utilisation ?? "1"}` })
        }
      />
      {search.gpu === undefined ? null : (
        <LeverNumber
          label={words.gpuUse}
          value={utilisation}
          recorded={1}
          min={0.001}
          max={1}
          percent
          onChange={(next) => change({ gpu: `${perHour ?? "0"}:${next ?? "1"}` })}
        />
      )}
    </>
  );
}

/** Shares count once they come to a whole: until then they are a draft of this page's own. */
function MixLevers({ search, recorded, change }: Omit<ClipLeversProps, "currency">) {
  const words = useMessages().whatIf.levers;
  const format = useFormat();
  const [draft, setDraft] = useState<Readonly<Record<string, string>> | null>(null);
  const shareOf = (name: string) => draft?.[name] ?? pairOf(search, "mix", name);
  const sum = recorded.models.reduce((all, { name }) => all + Number(shareOf(name) ?? 0), 0);
  const isTouched = draft !== null || search.mix !== undefined;
  const isWhole = Math.abs(sum - 1) < 0.001;
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) {
      setDraft(null);
      return change({ mix: undefined });
    }
    const next = Object.fromEntries(
      recorded.models.map((model) => [
        model.name,
        model.name === name ? value : (shareOf(model.name) ?? String(roundedTo(model.share, 4))),
      ]),
    );
    const total = Object.values(next).reduce((all, share) => all + Number(share), 0);
    if (Math.abs(total - 1) >= 0.001) return setDraft(next);
    setDraft(null);
    change({ mix: Object.entries(next).map(([model, share]) => `${model}:${share}`) });
  };
  return (
    <div className="space-y-4">
      {recorded.models.map(({ name, share }) => (
        <LeverNumber
          key={name}
          label={words.mix(name)}
          value={shareOf(name)}
          recorded={roundedTo(share, 4)}
          min={0}
          max={1}
          percent
          onChange={(value) => set(name, value)}
        />
      ))}
      {isTouched && !isWhole ? (
        <p role="alert" className="text-xs text-danger">
          {words.mixSum(format.percent(sum))}
        </p>
      ) : null}
    </div>
  );
}

function roundedTo(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
