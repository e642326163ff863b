/** The project and the location that a Vertex AI address is in. */
export interface VertexParent {
  /** What stands before the version: "" at Google's own hosts. */
  readonly before: string;
  /** `/projects/{project}/locations/{location}` */
  readonly name: string;
}

/** Reads the path of a Vertex AI address; null when it names no project and location. */
export function vertexParent(path: string): VertexParent | null {
  const [, before, name] = ADDRESS.exec(path) ?? [];
  return before === undefined || name === undefined ? null : { before, name };
}

const ADDRESS =
  /^(.*?)\/v1(?:beta1)?(\/projects\/[A-Za-z0-9:._-]+\/locations\/[a-z0-9-]+)(?:\/publishers\/google)?(?:\/models\/.*)?\/*$/;
