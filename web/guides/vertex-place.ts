/** The project and location of a Vertex AI upstream, by its base URL; placeholders where it names none. */
export function vertexPlace(upstreamUrl: string | null): {
  readonly project: string;
  readonly location: string;
} {
  const [, project = "your-project", location = "us-central1"] =
    /\/projects\/([^/]+)\/locations\/([^/]+)/.exec(upstreamUrl ?? "") ?? [];
  return { project, location };
}
