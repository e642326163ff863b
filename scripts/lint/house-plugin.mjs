// House rules that oxlint has no rule of its own for; .oxlintrc.json says where they hold.
import { boundaryRule } from "./boundary-rule.mjs";

const noAmbientTime = {
  meta: { type: "problem" },
  create(context) {
    const refuse = (node) =>
      context.report({ node, message: "domain reads no clock: take the time as an argument." });
    const isDate = (callee) => callee.type === "Identifier" && callee.name === "Date";
    return {
      NewExpression(node) {
        if (isDate(node.callee) && node.arguments.length === 0) refuse(node);
      },
      CallExpression(node) {
        if (isDate(node.callee)) refuse(node);
      },
    };
  },
};

const docstring = {
  meta: { type: "suggestion" },
  create(context) {
    const documented = new Set();
    const hasDocstring = (node) =>
      context.sourceCode
        .getCommentsBefore(node)
        .some((comment) => comment.type === "Block" && comment.value.startsWith("*"));
    return {
      ExportNamedDeclaration(node) {
        const name = exportedFunctionName(node.declaration);
        if (name === undefined) return;
        // The overloads of a function share the docstring of the first.
        if (hasDocstring(node)) documented.add(name);
        if (documented.has(name)) return;
        context.report({
          node,
          message: `${name} is public: say its units, shape and errors in a docstring.`,
        });
      },
    };
  },
};

function exportedFunctionName(declaration) {
  if (declaration === null) return undefined;
  if (declaration.type === "FunctionDeclaration" || declaration.type === "TSDeclareFunction") {
    return declaration.id?.name;
  }
  if (declaration.type !== "VariableDeclaration") return undefined;
  const [first] = declaration.declarations;
  const isFunction = ["ArrowFunctionExpression", "FunctionExpression"].includes(first.init?.type);
  return isFunction ? first.id.name : undefined;
}

export default {
  meta: { name: "house" },
  rules: { boundary: boundaryRule, "no-ambient-time": noAmbientTime, docstring },
};
