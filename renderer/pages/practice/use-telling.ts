import { useEffect } from 'react';
import { useAnnounce } from '../../parts/announcer.tsx';
import { stepsDone } from '../../story/activity.ts';
import type { Chapter } from '../../story/story.ts';
import { words } from '../../words.ts';
import { type Scene, stepCount } from './scene.ts';

/** Tells the story by ear: how far things are, now and then, and how each part came out, at once. */
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
    if (progress !== null) announce.progress(`${words.practice.activity[activity]}: ${progress}`);
  }, [announce, activity, progress]);
}

function progressOf(scene: Scene): string | null {
  const { story, activity } = scene;
  if (activity === 'setting up' || activity === 'repairing') return words.run.told(stepsDone(story), stepCount(scene));
  if (activity !== 'proving' || story.verification === null) return null;
  return words.proving.told(story.verification.judged.length);
}

function toldAs(chapter: Chapter, sentence: string): string {
  switch (chapter.kind) {
    case 'set up':
    case 'repaired':
      return words.story[chapter.kind](chapter.ms);
    case 'proven':
      return sentence;
    case 'stopped':
      return `${words.run.stopped}. ${chapter.error.message}`;
    case 'cancelled':
      return words.run.cancelled;
    case 'faulted':
      return words.fault.heading;
  }
}
