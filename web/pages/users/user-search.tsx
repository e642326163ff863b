import { useNavigate } from "@tanstack/react-router";
import { SearchField } from "../../forms/search-field.tsx";
import { useMessages } from "../../i18n/use-messages.ts";

const REST_MS = 300;

/** Finds users by a part of their id, as it is typed. */
export function UserSearch({ q }: { q: string }) {
  const t = useMessages();
  const navigate = useNavigate();
  return (
    <SearchField
      q={q}
      label={t.users.searchLabel}
      placeholder={t.users.search}
      restMs={REST_MS}
      className="mb-4 max-w-md"
      onLook={(next) =>
        void navigate({
          to: "/users",
          search: ({ q: _before, ...rest }) => (next === "" ? rest : { ...rest, q: next }),
          replace: true,
        })
      }
    />
  );
}
