import { useEffect } from 'react';
import { useAnnounce } from '../../parts/announcer.tsx';
import { stepsDone } from '../../story/activity.ts';
import type { Chapter } from '../../story/story.ts';
import { storyWords } from '../../story/words.ts';
import { type Scene, stepCount } from './scene.ts';
import { practiceWords } from './words.ts';

/** Announces the story to screen readers: progress from time to time, and the outcome of each part at once. */
export function useTelling(scene: Scene): void {
  const { story, activity } = scene;
  const announce = useAnnounce();
  const chapter = story.chapters.at(-1);
  const sentence = story.proven.at(-1)?.result.sentence ?? '';
  useEffect(() => {
    if (chapter !== undefined) announce.end(toldAs(chapter, sentence));
  }, [announce, chapter, sentence]);
  const progress = progressOf(scene);
  useEffect(() => {
    if (progress !== null) announce.progress(`${practiceWords.activity[activity]}: ${progress}`);
  }, [announce, activity, progress]);
}

function progressOf(scene: Scene): string | null {
  const { story, activity } = scene;
  if (activity === 'setting up' || activity === 'repairing')
    return storyWords.stepsDone(stepsDone(story), stepCount(scene));
  if (activity !== 'proving' || story.verification === null) return null;
  return storyWords.proving.told(story.verification.judged.length);
}

function toldAs(chapter: Chapter, sentence: string): string {
  switch (chapter.kind) {
    case 'set up':
    case 'repaired':
      return storyWords[chapter.kind](chapter.ms);
    case 'proven':
      return sentence;
    case 'stopped':
      return `${practiceWords.run.stopped}. ${chapter.error.message}`;
    case 'cancelled':
      return practiceWords.run.cancelled;
    case 'faulted':
      return practiceWords.fault.heading;
  }
}
