import { useEffect, useRef, useState } from 'react';
import type { JournalEvent } from '../../core/model/event.ts';
import { client } from '../connection/client.ts';
import { wasAnswered } from '../connection/failure.ts';
import { foldEvents } from './fold-events.ts';
import { noStory, type Story } from './story.ts';

/** Events are collected, so that a replay of thousands changes the screen once. */
const GATHER_MS = 40;
const PAUSE_MS = 500;

/**
 * Follows the story of a farm: all earlier events, then new ones. Reconnects after a lost line.
 * @param beginnings how often the farm was started over: each time the story is read from its first event
 */
export function useFarmStory(id: string, beginnings = 0): Story {
  const [story, setStory] = useState<Story>(noStory);
  const gathered = useRef<JournalEvent[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new beginning is another story
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    gathered.current = [];
    setStory(noStory);
    const takeIn = () => {
      timer = undefined;
      const events = gathered.current;
      gathered.current = [];
      setStory((before) => foldEvents(before, events));
    };
    void follow(id, stop.signal, (event) => {
      gathered.current.push(event);
      timer ??= setTimeout(takeIn, GATHER_MS);
    });
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [id, beginnings]);
  return story;
}

async function follow(id: string, signal: AbortSignal, take: (event: JournalEvent) => void): Promise<void> {
  let after = 0;
  let gone = false;
  while (!signal.aborted && !gone) {
    try {
      for await (const event of await client.farm.events({ farm: id, after }, { signal })) {
        if (signal.aborted) return;
        after = event.seq;
        gone = event.body.type === 'farm.state' && event.body.state === 'gone';
        take(event);
      }
    } catch (error) {
      // The page itself asks for the farm and shows the core's answer; here there is nothing more to follow.
      if (wasAnswered(error)) return;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
