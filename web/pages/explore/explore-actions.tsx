import { Link } from "@tanstack/react-router";
import { Clapperboard, Download } from "lucide-react";
import { curlOf } from "../../client/curl-of.ts";
import type { Question } from "../../client/explore-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { stringifySearch } from "../../view/url-codec.ts";
import { useViewSearch } from "../../view/use-view-search.ts";

interface ExploreActionsProps {
  readonly question: Question;
  /** The file that answers it in full; null where there is none. */
  readonly file: "breakdown" | "timeseries" | null;
}

/** What can be taken along: the call, the whole answer, the clips behind it. */
export function ExploreActions({ question, file }: ExploreActionsProps) {
  const t = useMessages();
  const words = t.explore;
  const search = useViewSearch();
  const save = (dialect: "rfc4180" | "excel-fr"): void => {
    const { compare: _compare, ...query } = question.query;
    const address = `/api/v1/export/${file ?? ""}.csv`;
    window.location.assign(`${address}${stringifySearch({ ...query, dialect })}`);
  };
  return (
    <div className="flex flex-wrap gap-2">
      <CopyButton
        showLabel
        label={words.copyCurl}
        text={curlOf(question, window.location.origin)}
      />
      {file === null ? null : (
        <Menu
          align="end"
          trigger={
            <Button size="small">
              <Download size={14} aria-hidden="true" />
              {words.csv}
            </Button>
          }
        >
          <MenuItem onSelect={() => save("rfc4180")}>{words.csvPlain}</MenuItem>
          <MenuItem onSelect={() => save("excel-fr")}>{words.csvFrench}</MenuItem>
        </Menu>
      )}
      <Link to="/generations" search={search} className={buttonClass({ size: "small" })}>
        <Clapperboard size={14} aria-hidden="true" />
        {words.openAll}
      </Link>
    </div>
  );
}
