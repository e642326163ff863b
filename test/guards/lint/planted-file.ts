/** A file with one planted violation, and the rule that must catch it. */
export interface PlantedFile {
  /** The house rule, as a sentence. */
  readonly states: string;
  /** Where the file is planted, from the repository's root; one file per case. */
  readonly file: string;
  readonly source: string;
  /** oxlint's name of the rule that must be the only one to speak. */
  readonly caughtBy: string;
  /** What its message must contain, where one rule guards several things. */
  readonly saying?: string;
}

/** A file in `folder` that imports `specifier`, which the boundary of that folder forbids. */
export function forbiddenImport(folder: string, specifier: string, saying: string): PlantedFile {
  const name = specifier.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
  return {
    states: `${folder} does not import ${specifier}`,
    file: `${folder}/imports-${name}.ts`,
    source: `export { planted } from "${specifier}";\n`,
    caughtBy: "house(boundary)",
    saying,
  };
}
