import { renderSchema, type Schema } from "./render-schema.ts";
import { escapeHtml } from "./escape-html.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

interface Body {
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly "x-access"?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

/** The part of an OpenAPI document that the page shows. */
export interface OpenApiDocument {
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description?: string;
  };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** One page with every route, its input and its answers; no script, no other host. */
export function renderDocument(document: OpenApiDocument): string {
  const groups = operationsByTag(document);
  const schemas = Object.entries(document.components?.schemas ?? {});
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(document.info.title)} API</title>
<link rel="stylesheet" href="/api/docs/style.css">
</head>
<body>
<main>
<h1>${escapeHtml(document.info.title)} API</h1>
<p>Version ${escapeHtml(document.info.version)}. ${escapeHtml(document.info.description ?? "")}
Errors are <code>application/problem+json</code> and name each faulty field.
The same as <a href="/api/v1/openapi.json">OpenAPI 3.1</a>.</p>
<nav aria-label="Subjects"><ul>
${[...groups.keys()].map((tag) => `<li><a href="#${escapeHtml(tag)}">${escapeHtml(tag)}</a></li>`).join("\n")}
<li><a href="#schemas">schemas</a></li>
</ul></nav>
${[...groups].map(([tag, routes]) => `<h2 id="${escapeHtml(tag)}">${escapeHtml(tag)}</h2>\n${routes.join("\n")}`).join("\n")}
<h2 id="schemas">schemas</h2>
${schemas.map(([name, schema]) => namedSchema(name, schema)).join("\n")}
</main>
</body>
</html>
`;
}

function operationsByTag(document: OpenApiDocument): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? "other";
      groups.set(tag, [...(groups.get(tag) ?? []), renderOperation(method, path, operation)]);
    }
  }
  return groups;
}

function renderOperation(method: string, path: string, operation: Operation): string {
  const body = schemaOf(operation.requestBody);
  const answers = Object.entries(operation.responses).map(
    ([status, answer]) =>
      `<h3>${status === "default" ? "Refused" : `Answer ${escapeHtml(status)}`}</h3>
<p>${escapeHtml(answer.description ?? "")}</p>${schemaHtml(schemaOf(answer))}`,
  );
  return `<details>
<summary><code class="method">${escapeHtml(method.toUpperCase())}</code><code>${escapeHtml(path)}</code>
<span>${escapeHtml(operation.summary ?? "")}</span>
<span class="access">${escapeHtml(operation["x-access"] ?? "")}</span></summary>
<div>${renderParameters(operation.parameters ?? [])}
${body === null ? "" : `<h3>Body</h3>${schemaHtml(body)}`}
${answers.join("\n")}</div>
</details>`;
}

function renderParameters(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return "";
  const rows = parameters.map(
    (parameter) => `<tr><td><code>${escapeHtml(parameter.name)}</code></td>
<td>${escapeHtml(parameter.in)}${parameter.required === true ? ", required" : ""}</td>
<td>${renderSchema(parameter.schema ?? {})} ${escapeHtml(parameter.description ?? "")}</td></tr>`,
  );
  return `<table><thead><tr><th scope="col">Parameter</th><th scope="col">Where</th><th scope="col">What</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
}

function namedSchema(name: string, schema: Schema): string {
  return `<details id="schema-${escapeHtml(name)}"><summary><code>${escapeHtml(name)}</code></summary>
<div>${renderSchema(schema)}</div></details>`;
}

function schemaOf(body: Body | undefined): Schema | null {
  return Object.values(body?.content ?? {})[0]?.schema ?? null;
}

function schemaHtml(schema: Schema | null): string {
  return schema === null ? "" : renderSchema(schema);
}
