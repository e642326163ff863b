import type { FieldError } from "./api-error.ts";

/** The part of zod's issues that is read here. */
interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[] | undefined;
  readonly errors?: readonly (readonly Issue[])[] | undefined;
}

const MAX_ERRORS = 100;

/** Names every faulty field of a refused input, in the request's own spelling: `entries[3].amount`. */
export function fieldErrors(issues: readonly Issue[], root: string): FieldError[] {
  return issues.flatMap((issue) => flatten(issue, [], root)).slice(0, MAX_ERRORS);
}

function flatten(issue: Issue, prefix: readonly PropertyKey[], root: string): FieldError[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === "unrecognized_keys" && issue.keys !== undefined) {
    return issue.keys.map((key) => ({
      field: spell([...path, key], root),
      message: "is not known",
    }));
  }
  if (issue.code === "invalid_union" && issue.errors !== undefined && issue.errors.length > 0) {
    return closestBranch(issue.errors).flatMap((each) => flatten(each, path, root));
  }
  return [{ field: spell(path, root), message: sentence(issue.message) }];
}

/** Of a union's branches the one the caller most likely meant: the fewest unknown names, then the fewest faults. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const unknownNames = (issues: readonly Issue[]) =>
    issues.reduce((sum, issue) => sum + (issue.keys?.length ?? 0), 0);
  const ordered = branches.toSorted(
    (a, b) => unknownNames(a) - unknownNames(b) || a.length - b.length,
  );
  return ordered[0] ?? [];
}

function spell(path: readonly PropertyKey[], root: string): string {
  const text = path.reduce<string>(
    (left, part) =>
      typeof part === "number"
        ? `${left}[${part}]`
        : `${left}${left === "" ? "" : "."}${String(part)}`,
    "",
  );
  return text === "" ? root : text;
}

function sentence(message: string): string {
  return message.replace(/^Invalid input: /, "");
}
