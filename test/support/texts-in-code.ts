import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = new URL('../../', import.meta.url);

/** A text in a source file. What is put into it at run time stands as `…`; a code that is put in, as `code.of-it`. */
export interface SourceText {
  file: string;
  line: number;
  text: string;
  /** The property it is the value of, such as `remedy`; null elsewhere. */
  property: string | null;
}

/** Every text in the sources of a folder whose path matches. Import paths, types and names of properties are none. */
export function textsIn(folder: string, path: RegExp): SourceText[] {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}${name.replaceAll('\\', '/')}`)
    .filter((file) => path.test(file))
    .sort()
    .flatMap(textsOf);
}

function textsOf(file: string): SourceText[] {
  const code = readFileSync(fileURLToPath(new URL(file, ROOT)), 'utf8');
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: SourceText[] = [];
  const look = (node: ts.Node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    const text = textOf(node);
    if (text !== null && !isName(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ file, line: line + 1, text, property: propertyOf(node) });
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.templateSpans.reduce(
    (text, { expression, literal }) =>
      text + (/\bcode$/.test(expression.getText()) ? 'code.of-it' : '…') + literal.text,
    node.head.text,
  );
}

function isName({ parent }: ts.Node): boolean {
  return (
    (ts.isElementAccessExpression(parent) || ts.isCaseClause(parent) || ts.isBinaryExpression(parent)) &&
    !(ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
  );
}

/** Through a choice (`a ? 'x' : 'y'`), and through a function that makes the text. */
function propertyOf(node: ts.Node): string | null {
  let { parent } = node;
  while (
    ts.isConditionalExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isArrowFunction(parent) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
  )
    parent = parent.parent;
  return ts.isPropertyAssignment(parent) ? parent.name.getText().replaceAll(/['"]/g, '') : null;
}
