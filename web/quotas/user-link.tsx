import { Link } from "@tanstack/react-router";
import { NONE } from "../../domain/attribution-fields.ts";
import { Name } from "../ui/name.tsx";
import { useViewSearch } from "../view/use-view-search.ts";

/** A user's id, leading to their page; nobody in particular leads nowhere. */
export function UserLink({ user }: { user: string }) {
  const search = useViewSearch();
  const look = "inline-block max-w-48 truncate align-bottom";
  if (user === NONE) return <em className={`${look} text-muted`}>{user}</em>;
  return (
    <Link
      to="/users/$id"
      params={{ id: user }}
      search={search}
      title={user}
      className={`${look} text-link hover:underline`}
    >
      <Name>{user}</Name>
    </Link>
  );
}
