import { Link } from "@tanstack/react-router";
import type { RequestRow } from "../../../api/contract/requests.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { navGroups } from "../../frame/nav-links.tsx";
import { explainRequest } from "./refusal-words.ts";
import { OutcomeBadges } from "./outcome-badges.tsx";

/** What happened in a sentence, what to do about it, and where. */
export function ExplanationCard({ row }: { row: RequestRow }) {
  const t = useMessages();
  const search = useViewSearch();
  const { said, next, page } = explainRequest(row, t);
  const target = navGroups.flatMap(({ items }) => items).find(({ to }) => to === page);
  return (
    <Card>
      <OutcomeBadges row={row} />
      <p data-testid="said" className="mt-2 text-[15px] font-medium">
        {said}
      </p>
      {next === null ? null : <p className="mt-1 max-w-3xl text-muted">{next}</p>}
      {target === undefined ? null : (
        <Link to={target.to} search={search} className={`${buttonClass({ size: "small" })} mt-3`}>
          {t.requests.detail.openPage(t.nav[target.name])}
        </Link>
      )}
    </Card>
  );
}
