import type { ReactNode } from 'react';
import type { Scene } from '../pages/practice/scene.ts';
import type { Proven } from '../story/story.ts';
import { AllChecks } from './all-checks.tsx';
import { Differences } from './differences.tsx';
import { Facts } from './facts.tsx';
import { SpoofTable } from './forged-headers.tsx';
import { NextSection } from './next-section.tsx';
import { PromiseTable } from './result-per-node.tsx';

/** The report under its verdict, in the order in which it is needed. */
export function Report({
  scene,
  proven,
  children,
}: {
  scene: Scene;
  proven: Proven;
  /** What stands right after the promise. */
  children?: ReactNode;
}) {
  const { result } = proven;
  const titleOf = (service: string) => scene.view?.services.find(({ name }) => name === service)?.title ?? service;
  return (
    <>
      <PromiseTable result={result} farm={scene.view?.farm ?? null} titleOf={titleOf} />
      {children}
      <NextSection result={result} at={proven.at} />
      <Differences result={result} />
      <AllChecks key={proven.at} result={result} titleOf={titleOf} />
      <SpoofTable result={result} titleOf={titleOf} />
      <Facts proven={proven} view={scene.view} />
    </>
  );
}
