import { ProblemError } from "../client/problem-error.ts";
import { useMessages } from "../i18n/use-messages.ts";

/** Their sentences name what the code alone does not: which name is taken, which role is needed. */
const TELLING: ReadonlySet<string> = new Set([
  "invalid_input",
  "conflict",
  "forbidden",
  "question_too_large",
  "unknown",
]);

/**
 * Why a call failed, in the language of the page: our sentence for the problem's code, and beside it the server's own
 * English one where that says more.
 */
export function ErrorText({ error }: { readonly error: Error }) {
  const t = useMessages();
  if (!(error instanceof ProblemError)) return t.errors.unexpected;
  if (error.status === 0) return t.errors.unreachable;
  if (error.status === 403 && error.message === "") return t.errors.forbidden;
  const known = sentenceFor(error.code, t.problems);
  if (known === undefined) return error.message;
  if (!TELLING.has(error.code) && error.code in t.problems) return known;
  return (
    <>
      {known} <span lang="en">({error.message})</span>
    </>
  );
}

/** Undefined where the server's own sentence is in the language of the page. */
function sentenceFor(code: string, problems: Readonly<Record<string, string>>): string | undefined {
  return Object.hasOwn(problems, code) ? problems[code] : problems["unknown"];
}
