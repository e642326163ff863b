import { Link } from "@tanstack/react-router";
import type { RequestRow } from "../../../api/contract/requests.ts";
import { useFormat } from "../../format/use-format.ts";
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
  const { said, next, page, user } = explainRequest(row, t, useFormat());
  const target = navGroups.flatMap(({ items }) => items).find(({ to }) => to === page);
  return (
    <Card>
      <OutcomeBadges row={row} withReason={false} />
      <p data-testid="said" className="mt-2 text-[15px] font-medium">
        {said}
      </p>
      {next === null ? null : <p className="mt-1 max-w-3xl text-muted">{next}</p>}
      <p className="flex flex-wrap gap-2 empty:hidden [&>*]:mt-3">
        {user === null ? null : (
          <Link
            to="/users/$id"
            params={{ id: user }}
            search={search}
            className={buttonClass({ size: "small" })}
          >
            {t.requests.detail.openUser(user)}
          </Link>
        )}
        {target === undefined ? null : (
          <Link to={target.to} search={search} className={buttonClass({ size: "small" })}>
            {t.requests.detail.openPage(t.nav[target.name])}
          </Link>
        )}
      </p>
    </Card>
  );
}
