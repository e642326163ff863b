import { useSuspenseQuery } from "@tanstack/react-query";
import { CALENDAR_UNITS, QUOTA_METRICS } from "../../../domain/quota/rule.ts";
import { meQuery } from "../../client/session-queries.ts";
import { ZoneField } from "../../forms/zone-field.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { LENGTH_UNITS, type LengthUnit } from "../../quotas/window-text.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import { oneOf } from "../../view/view-search.ts";
import type { DraftFieldsProps } from "./draft-fields.ts";

const WINDOW_KINDS = ["calendar", "rolling", "lifetime"] as const;
const UNITS = Object.keys(LENGTH_UNITS) as LengthUnit[];

/** How much, of what, within which window. */
export function LimitFields({ draft, change, fieldError }: DraftFieldsProps) {
  const t = useMessages();
  const words = t.quotas.editor;
  const { data: me } = useSuspenseQuery(meQuery);
  const { currency } = me.workspace;
  const unit = draft.metric === "cost" ? currency : words.limitUnits[draft.metric];
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={words.metric}
          value={draft.metric}
          error={fieldError("metric")}
          onChange={(event) =>
            change({ metric: oneOf(QUOTA_METRICS, event.currentTarget.value) ?? draft.metric })
          }
        >
          {QUOTA_METRICS.map((metric) => (
            <option key={metric} value={metric}>
              {t.quotas.metrics[metric]}
            </option>
          ))}
        </SelectField>
        <TextField
          label={`${words.limit} (${unit})`}
          value={draft.limit}
          inputMode="decimal"
          autoComplete="off"
          error={fieldError("limit")}
          onChange={(event) => change({ limit: event.currentTarget.value })}
        />
      </div>
      {draft.metric === "cost" ? (
        <p className="text-[13px] text-muted">{words.costHint(currency)}</p>
      ) : null}
      {draft.metric === "gpu_seconds" ? (
        <p className="text-[13px] text-muted">{words.gpuHint}</p>
      ) : null}
      {draft.metric === "in_flight" ? null : (
        <WindowFields draft={draft} change={change} fieldError={fieldError} />
      )}
    </>
  );
}

function WindowFields({ draft, change, fieldError }: DraftFieldsProps) {
  const t = useMessages();
  const words = t.quotas.editor;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div className="sm:col-span-2">
        <SelectField
          label={words.window}
          value={draft.window}
          error={fieldError("window", true)}
          onChange={(event) =>
            change({ window: oneOf(WINDOW_KINDS, event.currentTarget.value) ?? draft.window })
          }
        >
          {WINDOW_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {words.windowKinds[kind]}
            </option>
          ))}
        </SelectField>
      </div>
      {draft.window === "calendar" ? (
        <>
          <SelectField
            label={words.unit}
            value={draft.unit}
            error={fieldError("window.unit")}
            onChange={(event) =>
              change({ unit: oneOf(CALENDAR_UNITS, event.currentTarget.value) ?? draft.unit })
            }
          >
            {CALENDAR_UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {words.units[unit]}
              </option>
            ))}
          </SelectField>
          <ZoneField
            label={words.zone}
            value={draft.tz}
            hint={words.zoneHint}
            error={fieldError("window.tz")}
            onChange={(event) => change({ tz: event.currentTarget.value })}
          />
        </>
      ) : null}
      {draft.window === "rolling" ? (
        <>
          <TextField
            label={words.length}
            value={draft.length}
            inputMode="numeric"
            autoComplete="off"
            error={fieldError("window.seconds")}
            onChange={(event) => change({ length: event.currentTarget.value })}
          />
          <SelectField
            label={words.lengthUnit}
            value={draft.lengthUnit}
            onChange={(event) =>
              change({ lengthUnit: oneOf(UNITS, event.currentTarget.value) ?? draft.lengthUnit })
            }
          >
            {UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {words.lengthUnits[unit]}
              </option>
            ))}
          </SelectField>
        </>
      ) : null}
    </div>
  );
}
