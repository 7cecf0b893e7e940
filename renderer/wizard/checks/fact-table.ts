import { isGood } from '../../../core/model/good-verdict.ts';
import type { Result } from '../../../core/model/result.ts';
import { type SameFact, sameFacts } from '../../report/read-result.ts';

/** One fact with its value on every node, by node name. */
export interface FactRow {
  id: string;
  title: string;
  fact: SameFact;
  equal: boolean;
  values: Map<string, { value: string | null; differs: boolean }>;
}

/** Facts in rows, nodes in columns; facts and nodes that differ come first. */
export interface FactTable {
  rows: FactRow[];
  nodes: string[];
}

/** The facts of the last proof as a table. */
export function factTable(result: Result | null): FactTable {
  if (result === null) return { rows: [], nodes: [] };
  const rows = sameFacts(result).map((fact) => ({
    id: fact.outcome.id,
    title: fact.title,
    fact,
    equal: isGood(fact.outcome.verdict),
    values: new Map(fact.values.map(({ node, value, differs }) => [node, { value, differs }])),
  }));
  const differing = new Set(
    rows.flatMap(({ values }) =>
      [...values].filter(([, cell]) => cell.differs || cell.value === null).map(([node]) => node),
    ),
  );
  const known = [
    ...new Set([...result.nodes.map(({ name }) => name), ...rows.flatMap(({ values }) => [...values.keys()])]),
  ];
  return {
    rows: rows.toSorted((one, other) => Number(one.equal) - Number(other.equal)),
    nodes: known.toSorted((one, other) => Number(differing.has(other)) - Number(differing.has(one))),
  };
}

/** The table as lines of values between tabs, in full, as a spreadsheet takes them. */
export function tableText({ rows, nodes }: FactTable, head: string, unread: string): string {
  const lines = rows.map(({ title, values }) => [title, ...nodes.map((node) => values.get(node)?.value ?? unread)]);
  return [[head, ...nodes], ...lines].map((cells) => cells.join('\t')).join('\n');
}
