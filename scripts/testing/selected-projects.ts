/** The folders under `test/` that are vitest projects. */
export const testProjects = ["unit", "property", "integration", "e2e", "faults", "guards"] as const;

export type TestProject = (typeof testProjects)[number];

/**
 * The projects that a vitest command line will run, judged by `--project` and by file filters that
 * name a project's folder; all of them when neither narrows the choice.
 */
export function selectedProjects(args: readonly string[]): readonly TestProject[] {
  const named = args.flatMap((arg, index) => {
    if (arg.startsWith("--project=")) return [arg.slice("--project=".length)];
    return arg === "--project" ? args.slice(index + 1, index + 2) : [];
  });
  const filters = args.filter((arg) => arg.startsWith("test/") || arg.startsWith("./test/"));
  return testProjects.filter(
    (project) =>
      (named.length === 0 || named.some((name) => name.includes("*") || name === project)) &&
      (filters.length === 0 || filters.some((filter) => filter.includes(`test/${project}`))),
  );
}
