import { useMemo } from "react";
import type { Cube } from "../../../domain/what-if/cube.ts";
import { GRID_LEVERS, type GridLever } from "../../../domain/what-if/grid.ts";
import type { Scenario } from "../../../domain/what-if/scenario.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { ownValue, whatIfGrid } from "../../series/what-if-grid.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { classNames } from "../../ui/class-names.ts";
import { SelectField } from "../../ui/field.tsx";
import { simulatedMoney } from "./what-if-money.ts";

interface GridCardProps {
  readonly cube: Cube;
  readonly scenario: Scenario;
  readonly rows: GridLever;
  readonly columns: GridLever;
  readonly budget: number | null;
  readonly onLevers: (rows: GridLever, columns: GridLever) => void;
}

/** Spend of a day at every pair of values of two levers, with the scenario's own pair outlined. */
export function GridCard({ cube, scenario, rows, columns, budget, onLevers }: GridCardProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.whatIf.grid;
  const laid = useMemo(
    () => whatIfGrid(cube, scenario, rows, columns),
    [cube, scenario, rows, columns],
  );
  const most = Math.max(...laid.days.flat().map(({ spend }) => spend), Number.MIN_VALUE);
  const own = [ownValue(rows, scenario), ownValue(columns, scenario)];
  const levers = GRID_LEVERS.filter(
    (lever) => scenario.launch !== null || lever === "seconds" || lever === "failureRate",
  );
  const written = (lever: GridLever, value: number) =>
    lever === "adoption" || lever === "failureRate" || lever === "payingShare"
      ? format.percent(value)
      : value < 10_000
        ? format.decimal(String(value))
        : format.compact(value);
  return (
    <Card className="min-w-0 p-5">
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-[15px] font-semibold tracking-tight">
            {words.title} <Badge tone="info">{t.whatIf.simulation}</Badge>
          </h2>
          <p className="mt-0.5 text-[13px] text-muted">{words.subtitle}</p>
        </div>
        <div className="flex flex-wrap gap-3">
          <LeverChoice
            label={words.rows}
            value={rows}
            levers={levers.filter((lever) => lever !== columns)}
            onChange={(next) => onLevers(next, columns)}
          />
          <LeverChoice
            label={words.columns}
            value={columns}
            levers={levers.filter((lever) => lever !== rows)}
            onChange={(next) => onLevers(rows, next)}
          />
        </div>
      </div>
      <div
        className="relative overflow-x-auto"
        role="region"
        aria-label={words.title}
        // A box that scrolls must be reachable from the keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <table className="w-full border-separate border-spacing-0.5 text-xs tabular">
          <caption className="sr-only">{`${words.title}: ${words.levers[rows]}, ${words.levers[columns]}`}</caption>
          <thead>
            <tr>
              <th scope="col" className="p-1.5 text-left font-medium text-muted">
                {words.levers[rows]} ↓ {words.levers[columns]} →
              </th>
              {laid.columns.map((value) => (
                <th key={value} scope="col" className="p-1.5 text-right font-medium text-muted">
                  {written(columns, value)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {laid.rows.map((value, row) => (
              <tr key={value}>
                <th scope="row" className="p-1.5 text-left font-medium text-muted">
                  {written(rows, value)}
                </th>
                {laid.columns.map((column, at) => {
                  const spend = laid.days[row]?.[at]?.spend ?? 0;
                  const isOver = budget !== null && spend > budget;
                  return (
                    <td
                      key={column}
                      className={classNames(
                        "rounded p-1.5 text-right whitespace-nowrap",
                        own[0] === value && own[1] === column && "outline-2 outline-text",
                        isOver && "text-danger",
                      )}
                      style={{
                        background: `color-mix(in srgb, var(--spend) ${Math.round((28 * spend) / most)}%, transparent)`,
                      }}
                    >
                      {simulatedMoney(format, spend, cube.currency)}
                      {isOver ? <span className="sr-only"> {words.over}</span> : null}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

interface LeverChoiceProps {
  readonly label: string;
  readonly value: GridLever;
  readonly levers: readonly GridLever[];
  readonly onChange: (lever: GridLever) => void;
}

function LeverChoice({ label, value, levers, onChange }: LeverChoiceProps) {
  const words = useMessages().whatIf.grid;
  return (
    <SelectField
      label={label}
      value={value}
      onChange={(event) => {
        const next = levers.find((lever) => lever === event.target.value);
        if (next !== undefined) onChange(next);
      }}
    >
      {levers.map((lever) => (
        <option key={lever} value={lever}>
          {words.levers[lever]}
        </option>
      ))}
    </SelectField>
  );
}
