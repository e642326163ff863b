import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowUp, Pause, Play, Radio } from "lucide-react";
import { useMemo } from "react";
import { isOne } from "../../format/number.ts";
import { useFormat } from "../../format/use-format.ts";
import { useShortcuts } from "../../frame/use-shortcuts.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { yardsticksOf, type LiveBoard, type LiveLists } from "../../series/live-board.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { LIVE_LISTS, type LiveList as ListName } from "../../view/live-search.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import { liveColumns } from "./live-columns.tsx";
import { useStandingList } from "./use-standing-list.ts";

interface LiveListProps {
  readonly board: LiveBoard;
  readonly lists: LiveLists;
  readonly show: ListName;
  readonly nowMs: number;
}

const MOST_ROWS = 100;
const MIN_HEIGHT = 280;

/** The jobs one by one. It stands still while somebody points at it. */
export function LiveList({ board, lists, show, nowMs }: LiveListProps) {
  const t = useMessages();
  const format = useFormat();
  const navigate = useNavigate();
  const search = useViewSearch();
  const words = t.live;
  const list = useStandingList(lists[show].slice(0, MOST_ROWS), board.jobs);
  const { pinned, pin } = list;
  useShortcuts(useMemo(() => ({ l: () => pin(!pinned) }), [pin, pinned]));
  const left = lists[show].length - MOST_ROWS;
  const yardsticks = yardsticksOf(board);
  return (
    <section className="mt-5">
      <div className="mb-3 flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
        <Segmented
          label={words.lists.label}
          value={show}
          choices={LIVE_LISTS.map((value) => ({
            value,
            label: words.lists[value](format.count(lists[value].length)),
          }))}
          onChange={(next) =>
            void navigate({
              to: "/live",
              search: ({ show: _show, ...rest }) =>
                next === "open" ? rest : { ...rest, show: next },
            })
          }
        />
        <Button size="small" aria-pressed={pinned} onClick={() => pin(!pinned)}>
          {pinned ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
          {pinned ? words.resume : words.pause}
          <kbd aria-hidden="true" className="hidden font-sans text-xs text-muted sm:inline">
            L
          </kbd>
        </Button>
        <span role="status" className="flex items-center gap-3 text-[13px] text-muted">
          {list.fresh > 0 ? (
            <button type="button" className={buttonClass({ size: "small" })} onClick={list.catchUp}>
              <ArrowUp size={14} aria-hidden="true" />
              {words.fresh(format.count(list.fresh), isOne(format.locale, list.fresh))}
            </button>
          ) : null}
          {list.stands ? (pinned ? words.pinned : words.paused) : null}
        </span>
      </div>
      <Card className="min-w-0 overflow-hidden">
        {list.rows.length === 0 ? (
          <EmptyState
            icon={Radio}
            minHeight={MIN_HEIGHT}
            title={words.empty[show]}
            action={
              <Link to="/generations" search={search} className={buttonClass()}>
                {words.empty.all}
              </Link>
            }
          >
            {words.empty[`${show}Lead`]}
            {show === "slow" && yardsticks.size === 0 ? ` ${words.noYardstick}` : null}
          </EmptyState>
        ) : (
          <div
            onMouseEnter={() => list.point("mouse", true)}
            onMouseLeave={() => list.point("mouse", false)}
            onFocus={() => list.point("focus", true)}
            onBlur={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget)) list.point("focus", false);
            }}
          >
            <DataTable
              caption={words.captions[show]}
              columns={liveColumns({ t, format, yardsticks, nowMs, show })}
              rows={list.rows}
              rowKey={(row) => row.id}
            />
          </div>
        )}
      </Card>
      {left > 0 ? (
        <p className="mt-2 text-[13px] text-muted">{words.more(format.count(left))}</p>
      ) : null}
    </section>
  );
}
