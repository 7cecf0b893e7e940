import { useState } from 'react';
import { usePrinting } from './use-printing.ts';

/** The part of a long list that stands on the page, by index; `end` is the first one that does not. */
export interface Paging {
  first: number;
  end: number;
  /** Length of the whole list. */
  of: number;
  size: number;
  /** Shows the part in which this index is. */
  turnTo(index: number): void;
}

/**
 * Cuts a long list into parts of one size, so that 500 rows cost no more than the first few. On paper, which cannot be
 * turned, the list is whole.
 */
export function usePaging(of: number, size: number): Paging {
  const [at, turnTo] = useState(0);
  const printing = usePrinting();
  if (printing) return { first: 0, end: of, of, size, turnTo };
  return { ...partOf(of, size, at), of, size, turnTo };
}

/** The part in which an index is; the last one if the list has become shorter. */
export function partOf(of: number, size: number, index: number): { first: number; end: number } {
  const last = Math.max(0, of - 1);
  const first = Math.floor(Math.min(Math.max(0, index), last) / size) * size;
  return { first, end: Math.min(of, first + size) };
}

/**
 * Indexes of the shown part, then those of important rows elsewhere, at most as many as a part has.
 */
export function indexesShown({ first, end, of, size }: Paging, isUrgent: (index: number) => boolean): number[] {
  const part = Array.from({ length: end - first }, (_, index) => first + index);
  const urgent: number[] = [];
  for (let index = 0; index < of && urgent.length < size; index++)
    if ((index < first || index >= end) && isUrgent(index)) urgent.push(index);
  return [...part, ...urgent];
}
