/** What a document mentions that must exist. */
export type ReferenceKind = "link" | "path" | "npm script" | "variable";

/** One mention: `target` is a path, a script's name or a variable's name, `line` counts from 1. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly target: string;
  readonly line: number;
}

const link = /\]\(([^()\s]+)\)/g;
const codeSpan = /`([^`]+)`/g;
const npmRun = /\bnpm run ([\w:-]+)/g;
const npmShort = /\bnpm (test|start)\b/g;
const houseVariable = /\bREELMETER_[A-Z0-9_]*[A-Z0-9]\b/g;
const anyVariable = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const hasScheme = /^[a-z][a-z0-9+.-]*:/i;
const fence = /^\s*(?:```|~~~)/;

/**
 * Every reference in a Markdown text: relative links, paths and variables in code spans, and, in
 * fenced code too, npm scripts and `REELMETER_*` variables.
 *
 * @param folders the repository's top-level folders; a code span that starts with one is a path.
 */
export function documentReferences(text: string, folders: readonly string[]): Reference[] {
  let fenced = false;
  return text.split("\n").flatMap((content, index) => {
    const line = index + 1;
    if (fence.test(content)) {
      fenced = !fenced;
      return [];
    }
    const everywhere = [
      ...matches(content, npmRun).map((target) => reference("npm script", target, line)),
      ...matches(content, npmShort).map((target) => reference("npm script", target, line)),
      ...matches(content, houseVariable, 0).map((target) => reference("variable", target, line)),
    ];
    return fenced ? everywhere : [...everywhere, ...inProse(content, line, folders)];
  });
}

function inProse(content: string, line: number, folders: readonly string[]): Reference[] {
  const spans = matches(content, codeSpan);
  const links = matches(content.replaceAll(codeSpan, ""), link)
    .filter((target) => !hasScheme.test(target))
    .map((target) => reference("link", target, line));
  const paths = spans
    .filter((span) => isRepositoryPath(span, folders))
    .map((target) => reference("path", target, line));
  const variables = spans
    .map((span) => span.replace(/=.*$/, ""))
    .filter((span) => anyVariable.test(span) && !span.startsWith("REELMETER_"))
    .map((target) => reference("variable", target, line));
  return [...links, ...paths, ...variables];
}

function isRepositoryPath(span: string, folders: readonly string[]): boolean {
  if (/[\s:=(){}<>…]/.test(span)) return false;
  const path = span.replace(/^\.\//, "");
  const first = path.split("/")[0] ?? "";
  if (path.includes("/")) return folders.includes(first);
  return /^[\w.-]+\.(?:tsx?|mjs|json|md|ya?ml)$/.test(path);
}

function matches(content: string, pattern: RegExp, group = 1): string[] {
  return [...content.matchAll(pattern)].map((match) => match[group] ?? "");
}

function reference(kind: ReferenceKind, target: string, line: number): Reference {
  return { kind, target, line };
}
