import { parseAst } from 'rolldown/parseAst';

/** One place where a module asks for another; null where the name is made at run time. */
export type Reference = string | null;

/** By these names bundles call Node's own `require`. */
const REQUIRES = /^(?:require|__require)$/;
const IMPORTS = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression'];

type Tree = { type: string } & Record<string, unknown>;

/** Every module that this code asks for by `import`, `export … from` or `require`. */
export function moduleReferences(code: string): Reference[] {
  const found: Reference[] = [];
  const look = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) look(each);
    else if (isTree(node)) {
      const asked = askedBy(node);
      if (asked !== undefined) found.push(literal(asked));
      for (const value of Object.values(node)) if (typeof value === 'object') look(value);
    }
  };
  look(parseAst(code));
  return found;
}

/** What a node asks for, as an expression; undefined where it asks for nothing. */
function askedBy(node: Tree): unknown {
  if (IMPORTS.includes(node.type)) return node.source ?? undefined;
  if (node.type !== 'CallExpression') return undefined;
  const { callee } = node as unknown as { callee: Tree };
  const isRequire = callee.type === 'Identifier' && REQUIRES.test(String(callee.name));
  return isRequire ? (node.arguments as unknown[])[0] : undefined;
}

function literal(expression: unknown): Reference {
  return isTree(expression) && expression.type === 'Literal' && typeof expression.value === 'string'
    ? expression.value
    : null;
}

function isTree(node: unknown): node is Tree {
  return typeof node === 'object' && node !== null && 'type' in node;
}
