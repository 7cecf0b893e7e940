import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { EventBody } from '../../core/model/event.ts';
import type { Story } from '../story/story.ts';

const AT_MOST_EVERY_MS = 1000;
const ENDED: ReadonlySet<string> = new Set(['done', 'in place', 'failed', 'cancelled']);

/**
 * Asks for farm and form anew when something happened that changes how the pages stand.
 * @param known number of the last event the farm's view knows of
 */
export function useTurns(farm: string, story: Story, known: number): void {
  const queries = useQueryClient();
  const asked = useRef(0);
  const turn = story.log.findLast(({ body }) => isTurn(body))?.seq ?? 0;
  useEffect(() => {
    if (turn <= known) return;
    const wait = Math.max(0, asked.current + AT_MOST_EVERY_MS - Date.now());
    const timer = setTimeout(() => {
      asked.current = Date.now();
      void queries.invalidateQueries({ queryKey: ['farms', farm] });
    }, wait);
    return () => clearTimeout(timer);
  }, [turn, known, farm, queries]);
}

function isTurn(body: EventBody): boolean {
  switch (body.type) {
    case 'step.state':
      return ENDED.has(body.state);
    case 'handed.in':
    case 'reading.asked':
    case 'run.started':
    case 'run.resumed':
    case 'run.ended':
    case 'verify.started':
    case 'verify.ended':
    case 'verify.waiting':
    case 'farm.state':
    case 'answers.changed':
    case 'waiver.added':
    case 'page.reached':
      return true;
    default:
      return false;
  }
}
