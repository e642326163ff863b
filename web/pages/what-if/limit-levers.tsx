import { X } from "lucide-react";
import { WINDOW_DAYS } from "../../../domain/what-if/scenario.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { Recorded } from "../../series/what-if-recorded.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import type { WhatIfSearch } from "../../view/what-if-search.ts";
import type { ChangeWhatIf } from "./change-lever.ts";
import { LeverNumber } from "./lever-number.tsx";

interface LimitLeversProps {
  readonly search: WhatIfSearch;
  readonly recorded: Recorded;
  readonly currency: string;
  readonly change: ChangeWhatIf;
}

const WINDOWS = Object.keys(WINDOW_DAYS) as (keyof typeof WINDOW_DAYS)[];
const FIRST_CLIPS = "6";

/** Quotas per plan, GPUs, and a budget to hold. */
export function LimitLevers({ search, recorded, currency, change }: LimitLeversProps) {
  const words = useMessages().whatIf.levers;
  const quotas = (search.quota ?? []).map(readQuota);
  const set = (at: number, quota: Quota | null) => {
    const next = quotas.flatMap((each, index) =>
      index === at ? (quota === null ? [] : [quota]) : [each],
    );
    change({ quota: next.length === 0 ? undefined : next.map(writeQuota) });
  };
  const plans = [...new Set([search.plan ?? "free", ...recorded.plans])];
  const free = plans.find((plan) => quotas.every((quota) => quota.plan !== plan)) ?? plans[0];
  return (
    <>
      <LeverNumber
        label={words.budget}
        value={search.budget}
        recorded={null}
        min={0}
        max={1e12}
        unit={currency}
        onChange={(budget) => change({ budget })}
      />
      {quotas.map((quota, at) => (
        <div key={`${String(at)} ${quota.plan}`} className="space-y-2">
          <div className="flex items-end gap-2">
            <div className="min-w-0 flex-1">
              <LeverNumber
                label={words.quota(quota.plan)}
                value={quota.clips}
                recorded={null}
                min={0}
                max={100_000}
                whole
                onChange={(clips) => set(at, clips === undefined ? null : { ...quota, clips })}
              />
            </div>
            <Button
              size="small"
              variant="quiet"
              aria-label={words.removeQuota(quota.plan)}
              onClick={() => set(at, null)}
            >
              <X size={14} aria-hidden="true" />
            </Button>
          </div>
          <div className="grid grid-cols-2 gap-2">
            <SelectField
              label={words.plan}
              value={quota.plan}
              onChange={(event) => set(at, { ...quota, plan: event.target.value })}
            >
              {[...new Set([quota.plan, ...plans])].map((plan) => (
                <option key={plan} value={plan}>
                  {plan}
                </option>
              ))}
            </SelectField>
            <SelectField
              label={words.window}
              value={quota.window}
              onChange={(event) => set(at, { ...quota, window: event.target.value })}
            >
              {WINDOWS.map((window) => (
                <option key={window} value={window}>
                  {words.windows[window]}
                </option>
              ))}
            </SelectField>
          </div>
        </div>
      ))}
      {free === undefined ? null : (
        <Button
          size="small"
          onClick={() => change({ quota: [...(search.quota ?? []), `${free}:${FIRST_CLIPS}:day`] })}
        >
          {words.addQuota}
        </Button>
      )}
      <LeverNumber
        label={words.gpus}
        value={search.gpus}
        recorded={null}
        min={1}
        max={1e8}
        whole
        hint={words.gpusHint}
        onChange={(gpus) => change({ gpus })}
      />
    </>
  );
}

interface Quota {
  readonly plan: string;
  readonly clips: string;
  readonly window: string;
}

function readQuota(text: string): Quota {
  const parts = text.split(":");
  return {
    plan: parts.slice(0, -2).join(":"),
    clips: parts.at(-2) ?? FIRST_CLIPS,
    window: parts.at(-1) ?? "day",
  };
}

function writeQuota({ plan, clips, window }: Quota): string {
  return `${plan}:${clips}:${window}`;
}
