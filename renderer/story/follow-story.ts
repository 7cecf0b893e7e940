import { useEffect, useRef, useState } from 'react';
import type { JournalEvent } from '../../core/model/event.ts';
import { client } from '../connection/client.ts';
import { wasAnswered } from '../connection/failure.ts';
import { foldEvents } from './fold-events.ts';
import { noStory, type Story } from './story.ts';

/** Events are taken in together, so that a replay of thousands is one change of the screen and not thousands. */
const GATHER_MS = 40;
const PAUSE_MS = 500;

/** Where a story's events come from, and after which there are no more. */
interface Source {
  events(id: string, after: number, signal: AbortSignal): Promise<AsyncIterable<JournalEvent>>;
  isLast(event: JournalEvent): boolean;
}

const PRACTICE: Source = {
  events: (practice, after, signal) => client.practice.events({ practice, after }, { signal }),
  isLast: ({ body }) => body.type === 'practice.state' && body.state === 'gone',
};

const FARM: Source = {
  events: (farm, after, signal) => client.farm.events({ farm, after }, { signal }),
  isLast: () => false,
};

/** The story of a practice farm: everything from its first event, then what happens. A lost line is picked up again. */
export function useStory(id: string): Story {
  return useStoryOf(PRACTICE, id);
}

/**
 * The story of a farm file's farm, through all its sessions, then what happens.
 * @param beginnings how often the farm was begun anew: each time the story is read from its first event
 */
export function useFarmStory(id: string, beginnings = 0): Story {
  return useStoryOf(FARM, id, beginnings);
}

function useStoryOf(source: Source, id: string, beginnings = 0): Story {
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
    void follow(source, id, stop.signal, (event) => {
      gathered.current.push(event);
      timer ??= setTimeout(takeIn, GATHER_MS);
    });
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [source, id, beginnings]);
  return story;
}

async function follow(
  source: Source,
  id: string,
  signal: AbortSignal,
  take: (event: JournalEvent) => void,
): Promise<void> {
  let after = 0;
  let gone = false;
  while (!signal.aborted && !gone) {
    try {
      for await (const event of await source.events(id, after, signal)) {
        if (signal.aborted) return;
        after = event.seq;
        gone = source.isLast(event);
        take(event);
      }
    } catch (error) {
      // The page itself asks for the farm and shows the core's answer; here there is nothing more to follow.
      if (wasAnswered(error)) return;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
