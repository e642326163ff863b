import { posix, relative, sep } from "node:path";
import { boundaries } from "./boundaries.mjs";

/** Holds every import, re-export and dynamic import against the list in boundaries.mjs. */
export const boundaryRule = {
  meta: { type: "problem" },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join("/");
    const binding = boundaries.filter((rule) => binds(rule, file));
    if (binding.length === 0) return {};
    const check = (node) => {
      const specifier = node.source?.value;
      if (typeof specifier !== "string") return;
      const broken = binding.find((rule) => forbids(rule, { file, specifier, node }));
      if (broken !== undefined) context.report({ node, message: broken.because });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

function binds(rule, file) {
  return isIn(rule.of, file) && !isIn(rule.except ?? [], file);
}

function forbids(rule, { file, specifier, node }) {
  const isRelative = specifier.startsWith(".");
  const reached = isRelative
    ? isIn(rule.folders ?? [], posix.join(posix.dirname(file), specifier))
    : (rule.packages?.test(specifier) ?? false);
  if (!reached) return false;
  if (rule.typesAllowed === true && isTypeOnly(node)) return false;
  return rule.names === undefined || importedNames(node).some((name) => rule.names.includes(name));
}

function isIn(folders, path) {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

function isTypeOnly(node) {
  if (node.type === "TSImportType") return true;
  if (node.importKind === "type" || node.exportKind === "type") return true;
  const specifiers = node.specifiers ?? [];
  return (
    specifiers.length > 0 &&
    specifiers.every((one) => one.importKind === "type" || one.exportKind === "type")
  );
}

function importedNames(node) {
  return (node.specifiers ?? []).map((one) => one.imported?.name ?? one.local?.name);
}
