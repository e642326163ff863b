import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { gatesQuery } from "../client/quota-queries.ts";
import { classNames } from "../ui/class-names.ts";
import { Name } from "../ui/name.tsx";
import { useViewSearch } from "../view/use-view-search.ts";

interface RuleLinkProps {
  readonly id: string;
  readonly name: string;
  /** Cut sooner, for a column. */
  readonly narrow?: boolean;
}

/** What limited something, leading to where it is set: a rule to its editor, a stage's budget to the roll-outs. */
export function RuleLink({ id, name, narrow }: RuleLinkProps) {
  const search = useViewSearch();
  const gates = useQuery(gatesQuery).data?.data ?? [];
  const look = classNames(
    "inline-block truncate align-bottom font-medium text-link hover:underline",
    narrow === true ? "max-w-36" : "max-w-64",
  );
  if (gates.some((gate) => gate.id === id)) {
    return (
      <Link to="/rollouts" search={search} title={name} className={look}>
        <Name>{name}</Name>
      </Link>
    );
  }
  return (
    <Link to="/quotas/$id" params={{ id }} search={search} title={name} className={look}>
      <Name>{name}</Name>
    </Link>
  );
}
