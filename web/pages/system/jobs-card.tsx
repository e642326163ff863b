import { Link } from "@tanstack/react-router";
import type { SystemAnswer } from "../../../api/contract/system.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { FigureList } from "../../ui/figure-list.tsx";
import { Depth } from "./depth.tsx";

/** Clips whose outcome is not settled, and what is set aside for them. */
export function JobsCard({ system }: { system: SystemAnswer }) {
  const t = useMessages();
  const words = t.system.jobs;
  const format = useFormat();
  const { jobs, holds } = system;
  const ago = (at: string | null) =>
    at === null ? null : t.system.delivery.oldest(format.ago(at, Date.parse(system.at)));
  return (
    <Card>
      <h2 className="mb-3 font-semibold">{words.title}</h2>
      <FigureList
        rows={[
          {
            id: "open",
            label: words.open,
            value: <Depth count={jobs.open} note={ago(jobs.oldest_open_at)} />,
          },
          {
            id: "polls",
            label: words.polls,
            value: <Depth count={jobs.polls_due} note={ago(jobs.oldest_due_at)} />,
          },
          {
            id: "unknown",
            label: words.unknown,
            value: <Depth count={jobs.outcome_unknown} isBad={jobs.outcome_unknown > 0} />,
          },
          {
            id: "lost",
            label: words.lost,
            value: (
              <>
                <Depth count={jobs.lost} />
                {jobs.lost === 0 ? null : (
                  <Link
                    to="/generations"
                    search={{ range: "12m", f: ["status:lost"] }}
                    className="ml-2 text-link hover:underline"
                  >
                    {words.showOld}
                  </Link>
                )}
              </>
            ),
          },
          {
            id: "holds",
            label: words.holds,
            value: <Depth count={holds.open} note={ago(holds.oldest_at)} />,
          },
          {
            id: "old",
            label: words.oldHolds(format.count(holds.old_after_hours)),
            value: <Depth count={holds.old} isBad={holds.old > 0} />,
          },
        ]}
      />
    </Card>
  );
}
