import type { Problem } from '../../../core/model/form.ts';

/** Id of a field's input. Dots are kept: the id and the answers' path are told apart by nobody who reads a log. */
export function fieldId(path: string): string {
  return `field-${path}`;
}

/** True where a problem belongs to a field: it is about its answer, or about a part of it (`nodes[3].address`). */
export function concerns(problem: Pick<Problem, 'path'>, path: string): boolean {
  return problem.path === path || problem.path.startsWith(`${path}.`) || problem.path.startsWith(`${path}[`);
}

/** Moves the focus to the field a path belongs to, or to the nearest one that holds it. False where there is none. */
export function focusField(path: string): boolean {
  for (let rest = path; rest !== ''; rest = rest.replace(/(^|[.[])[^.[]*$/, '')) {
    const input = document.getElementById(fieldId(rest));
    if (input === null) continue;
    input.focus();
    input.scrollIntoView({ block: 'center' });
    return true;
  }
  return false;
}
