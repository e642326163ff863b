/** Our name of a model that a provider may spell otherwise. */
export function ourModel(models: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(models, name) ? (models[name] ?? name) : name;
}
