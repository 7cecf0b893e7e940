import { useEffect, useState } from 'react';
import { useAnnounce } from '../../parts/announcer.tsx';
import { stepsDone } from '../../story/activity.ts';
import type { Chapter, Story } from '../../story/story.ts';
import { storyWords } from '../../story/words.ts';
import { shellWords } from './words.ts';

/** Tells by ear what goes on: how far it is, now and then, and how it came out. What is history is not told. */
export function useFarmTelling(story: Story): void {
  const announce = useAnnounce();
  const [since] = useState(() => Date.now());
  const chapter = story.chapters.at(-1);
  const sentence = story.proven.at(-1)?.result.sentence ?? '';
  useEffect(() => {
    if (chapter !== undefined && Date.parse(chapter.at) > since) announce.end(toldAs(chapter, sentence));
  }, [announce, chapter, sentence, since]);
  const progress = progressOf(story);
  useEffect(() => {
    if (progress !== null) announce.progress(progress);
  }, [announce, progress]);
}

/** What goes on and how far it is, or null where nothing is counted. */
export function progressOf(story: Story): string | null {
  const { run, verification } = story;
  if (story.state === 'running' && run !== null)
    return `${shellWords.busy.running}: ${storyWords.stepsDone(stepsDone(story), run.total)}`;
  if (story.state === 'verifying' && verification !== null)
    return `${shellWords.busy.verifying}: ${storyWords.proving.told(verification.judged.length)}`;
  return null;
}

function toldAs(chapter: Chapter, sentence: string): string {
  switch (chapter.kind) {
    case 'proven':
      return sentence;
    case 'stopped':
      return `${shellWords.busy.ended.failed} ${chapter.error.message}`;
    case 'cancelled':
      return shellWords.busy.ended.cancelled;
    case 'set up':
    case 'repaired':
    case 'faulted':
      return shellWords.busy.ended.done;
  }
}
