import { useMessages } from "../../i18n/use-messages.ts";
import type { Recorded } from "../../series/what-if-recorded.ts";
import { CheckField, SelectField } from "../../ui/field.tsx";
import type { WhatIfSearch } from "../../view/what-if-search.ts";
import { DEFAULT_ADOPTION } from "../../view/what-if-search.ts";
import type { ChangeWhatIf } from "./change-lever.ts";
import { LeverNumber } from "./lever-number.tsx";

interface LaunchLeversProps {
  readonly search: WhatIfSearch;
  readonly recorded: Recorded;
  readonly currency: string;
  readonly change: ChangeWhatIf;
}

const CURVES = ["flat", "spike", "ramp"] as const;
const CURVE_STARTS = { flat: undefined, spike: "spike:3:14", ramp: "ramp:30" } as const;

/** Who is given video, how many of them take it, and what they pay. */
export function LaunchLevers({ search, recorded, currency, change }: LaunchLeversProps) {
  const words = useMessages().whatIf.levers;
  const [kind = "flat", one, two] = (search.curve ?? "flat").split(":");
  const isOn = search.users !== undefined;
  return (
    <>
      <LeverNumber
        label={words.users}
        value={search.users}
        recorded={null}
        min={0}
        max={1e10}
        whole
        slider={{ min: 1000, max: 1e9, log: true }}
        onChange={(users) => change({ users })}
      />
      {isOn ? (
        <>
          <LeverNumber
            label={words.adopt}
            value={search.adopt}
            recorded={DEFAULT_ADOPTION}
            min={0}
            max={1}
            percent
            slider={{ min: 0.001, max: 1, log: true }}
            onChange={(adopt) => change({ adopt })}
          />
          <LeverNumber
            label={words.cpw}
            value={search.cpw}
            recorded={1}
            min={0}
            max={1000}
            slider={{ min: 0.1, max: 50, log: true }}
            onChange={(cpw) => change({ cpw })}
          />
          <SelectField
            label={words.plan}
            hint={words.planHint}
            value={search.plan ?? "free"}
            onChange={(event) => change({ plan: event.target.value })}
          >
            {[...new Set([search.plan ?? "free", ...recorded.plans])].map((plan) => (
              <option key={plan} value={plan}>
                {plan}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={words.curve}
            value={kind}
            onChange={(event) => {
              const next = CURVES.find((each) => each === event.target.value) ?? "flat";
              change({ curve: CURVE_STARTS[next] });
            }}
          >
            {CURVES.map((each) => (
              <option key={each} value={each}>
                {words.curves[each]}
              </option>
            ))}
          </SelectField>
          {kind === "spike" ? (
            <>
              <LeverNumber
                label={words.peak}
                value={one}
                recorded={null}
                min={1}
                max={100}
                onChange={(peak) => change({ curve: `spike:${peak ?? "3"}:${two ?? "14"}` })}
              />
              <LeverNumber
                label={words.halfLife}
                value={two}
                recorded={null}
                min={0.1}
                max={365}
                onChange={(days) => change({ curve: `spike:${one ?? "3"}:${days ?? "14"}` })}
              />
            </>
          ) : null}
          {kind === "ramp" ? (
            <LeverNumber
              label={words.rampDays}
              value={one}
              recorded={null}
              min={1}
              max={365}
              whole
              onChange={(days) => change({ curve: `ramp:${days ?? "30"}` })}
            />
          ) : null}
          <LeverNumber
            label={words.paying}
            value={search.paying}
            recorded={0}
            min={0}
            max={1}
            percent
            onChange={(paying) => change({ paying })}
          />
          <LeverNumber
            label={words.planprice}
            value={search.planprice}
            recorded={0}
            min={0}
            max={1e6}
            unit={currency}
            onChange={(planprice) => change({ planprice })}
          />
          <LeverNumber
            label={words.packs}
            value={search.packs}
            recorded={0}
            min={0}
            max={1000}
            onChange={(packs) => change({ packs })}
          />
          <LeverNumber
            label={words.packprice}
            value={search.packprice}
            recorded={0}
            min={0}
            max={1e6}
            unit={currency}
            onChange={(packprice) => change({ packprice })}
          />
        </>
      ) : null}
      <CheckField
        label={words.alone}
        hint={words.aloneHint}
        checked={search.alone === "1"}
        onChange={(event) => change({ alone: event.target.checked ? "1" : undefined })}
      />
    </>
  );
}
