import { useMessages } from "../../i18n/use-messages.ts";
import { MEASURE_KINDS, MEASURES, type Measure } from "../../series/measure.ts";
import { Card } from "../../ui/card.tsx";
import { CheckChip } from "../../ui/check-chip.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import {
  DEFAULT_TOP,
  intervalsFor,
  kindsFor,
  TOPS,
  type ExploreSearch,
} from "../../view/explore-search.ts";
import { intervalFor } from "../../view/time-range.ts";
import { FILTERS, oneOf } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import type { ExploreChange } from "./use-change-explore.ts";

interface ExploreControlsProps {
  readonly search: ExploreSearch;
  readonly view: View;
  readonly onChange: (change: ExploreChange) => void;
}

/** Which figure, split by what, cut how, shown as what. */
export function ExploreControls({ search, view, onChange }: ExploreControlsProps) {
  const t = useMessages();
  const words = t.explore;
  const { m: measure = "spend", by, by2, g, top = DEFAULT_TOP, kind = "line" } = search;
  const intervals = intervalsFor(view);
  const overTime = kind === "line" || kind === "bars";
  return (
    <Card className="mb-5 p-4">
      <div className="grid grid-cols-2 gap-x-3 gap-y-4 md:grid-cols-3 xl:grid-cols-5">
        <SelectField
          label={words.measure}
          value={measure}
          onChange={({ target }) => {
            const next = oneOf(MEASURES, target.value) ?? "spend";
            onChange({ m: next === "spend" ? undefined : next, ...keptKind(next, search) });
          }}
        >
          {MEASURES.map((name) => (
            <option key={name} value={name}>
              {words.measures[name]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words.by}
          value={by ?? ""}
          onChange={({ target }) => {
            const next = oneOf(FILTERS, target.value) ?? undefined;
            onChange({ by: next, by2: next === undefined || next === by2 ? undefined : by2 });
          }}
        >
          <option value="">{words.nothing}</option>
          {FILTERS.map((name) => (
            <option key={name} value={name}>
              {t.dimensions[name]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words.by2}
          value={by2 ?? ""}
          disabled={by === undefined}
          onChange={({ target }) => onChange({ by2: oneOf(FILTERS, target.value) ?? undefined })}
        >
          <option value="">{words.nothing}</option>
          {FILTERS.filter((name) => name !== by).map((name) => (
            <option key={name} value={name}>
              {t.dimensions[name]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words.grain}
          value={g ?? ""}
          disabled={!overTime}
          onChange={({ target }) => onChange({ g: oneOf(intervals, target.value) ?? undefined })}
        >
          <option value="">{words.auto(t.overview.series.intervals[intervalFor(view)])}</option>
          {intervals.map((name) => (
            <option key={name} value={name}>
              {t.overview.series.intervals[name]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words.top}
          value={top}
          disabled={by === undefined || !overTime}
          onChange={({ target }) => {
            const next = oneOf(TOPS, target.value) ?? DEFAULT_TOP;
            onChange({ top: next === DEFAULT_TOP ? undefined : next });
          }}
        >
          {TOPS.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Segmented
          label={words.kind}
          value={kind}
          onChange={(next) =>
            onChange({
              kind: next === "line" ? undefined : next,
              ...(next === "line" || next === "bars" ? {} : { cum: undefined }),
            })
          }
          choices={kindsFor(measure).map((value) => ({ value, label: words.kinds[value] }))}
        />
        {MEASURE_KINDS[measure].additive && overTime ? (
          <CheckChip
            label={words.cumulative}
            checked={search.cum === "1"}
            onChange={({ target }) => onChange({ cum: target.checked ? "1" : undefined })}
          />
        ) : null}
        <p className="min-w-0 text-[13px] text-muted">{words.hints[measure]}</p>
      </div>
    </Card>
  );
}

/** What the new measure can't be shown as goes back to lines, what can't be added up is not. */
function keptKind(measure: Measure, { kind }: ExploreSearch): ExploreChange {
  return {
    ...(kind === undefined || kindsFor(measure).includes(kind) ? {} : { kind: undefined }),
    ...(MEASURE_KINDS[measure].additive ? {} : { cum: undefined }),
  };
}
