import { useNavigate } from "@tanstack/react-router";
import { SearchField } from "../../forms/search-field.tsx";
import { useMessages } from "../../i18n/use-messages.ts";

/** Finds generations by an id, exactly. */
export function GenerationSearch({ q }: { q: string }) {
  const t = useMessages();
  const navigate = useNavigate();
  return (
    <SearchField
      q={q}
      label={t.explore.searchLabel}
      placeholder={t.explore.search}
      className="flex-1 basis-64 sm:max-w-md"
      onLook={(next) =>
        void navigate({
          to: "/generations",
          search: ({ q: _before, cursor: _cursor, ...rest }) =>
            next === "" ? rest : { ...rest, q: next },
        })
      }
    />
  );
}
