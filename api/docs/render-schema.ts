import { escapeHtml } from "./escape-html.ts";

/** The part of a JSON schema that the page shows. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
}

/** A schema as HTML: references as links, objects as tables of their members. */
export function renderSchema(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = escapeHtml(schema.$ref.split("/").at(-1) ?? "");
    return `<a href="#schema-${name}"><code>${name}</code></a>`;
  }
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts !== undefined) return parts.map(renderSchema).join(" or ");
  const members = schema.properties === undefined ? "" : renderMembers(schema);
  if (schema.allOf !== undefined) return schema.allOf.map(renderSchema).join(" and ") + members;
  if (members !== "") return members;
  if (schema.enum !== undefined) {
    return schema.enum.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(" ");
  }
  if (schema.items !== undefined) return `list of ${renderSchema(schema.items)}`;
  if (typeof schema.additionalProperties === "object") {
    return `object of ${renderSchema(schema.additionalProperties)}`;
  }
  const type = schema.type ?? "any";
  const name = typeof type === "string" ? type : type.join(" or ");
  return `<code>${escapeHtml(schema.format ?? name)}</code>`;
}

function renderMembers(schema: Schema): string {
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {}).map(
    ([name, member]) =>
      `<tr><td><code>${escapeHtml(name)}</code>${required.has(name) ? "" : "?"}</td>
<td>${renderSchema(member)} ${escapeHtml(member.description ?? "")}</td></tr>`,
  );
  return `<table><tbody>${rows.join("\n")}</tbody></table>`;
}
