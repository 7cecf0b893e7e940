import { Button } from '@mantine/core';
import { type ReactNode, type RefObject, useId, useRef } from 'react';
import type { FarmView, FormView } from '../../../core/api/farm-contract.ts';
import type { WaitingView } from '../../../core/api/people-contract.ts';
import { TopBar } from '../../frame/top-bar.tsx';
import { goTo, type WizardPlace } from '../../navigation.ts';
import type { Story } from '../../story/story.ts';
import { ActivityDrawer } from './activity-drawer.tsx';
import { FarmTitle, type Saving } from './farm-title.tsx';
import { HelpDrawer } from './help-drawer.tsx';
import { StepList } from './step-list.tsx';
import { useDrawer } from './use-drawer.ts';
import { placeName } from './use-place.ts';
import styles from './wizard-frame.module.css';
import { shellWords } from './words.ts';

interface Frame {
  view: FarmView;
  form: FormView;
  story: Story;
  place: WizardPlace;
  /** What people are asked for. */
  waiting: readonly WaitingView[];
  heading: RefObject<HTMLHeadingElement | null>;
  saving: Saving;
  foot: ReactNode;
  onBegunAnew(): void;
  /** What stands between the heading and the drawer. */
  children: ReactNode;
}

/** What stands around every page of the wizard: the bar, the steps, the heading, the drawer, the foot. */
export function WizardFrame({
  view,
  form,
  story,
  place,
  waiting,
  heading,
  saving,
  foot,
  onBegunAnew,
  children,
}: Frame) {
  const drawerId = useId();
  const buttons = { help: useRef<HTMLButtonElement>(null), activity: useRef<HTMLButtonElement>(null) };
  const drawer = useDrawer((kind) => buttons[kind].current?.focus());
  const { title, purpose } = place === 'plan' ? shellWords.plan : shellWords.pages[place];
  const toggle = (kind: 'help' | 'activity') => (
    <Button
      ref={buttons[kind]}
      variant={drawer.open === kind ? 'light' : 'subtle'}
      color="gray"
      c="var(--ink)"
      size="xs"
      aria-expanded={drawer.open === kind}
      aria-controls={drawer.open === kind ? drawerId : undefined}
      onClick={() => drawer.toggle(kind)}
    >
      {shellWords.frame[kind]}
    </Button>
  );
  return (
    <>
      <TopBar>
        <FarmTitle view={view} saving={saving} />
        <div className={styles.tools}>
          {toggle('activity')}
          <Button
            variant="subtle"
            color="gray"
            c="var(--ink)"
            size="xs"
            aria-current={place === 'plan' ? 'page' : undefined}
            onClick={() => goTo({ page: 'farm', id: view.id, wizardPage: 'plan' })}
          >
            {shellWords.frame.plan}
          </Button>
          {toggle('help')}
        </div>
      </TopBar>
      <div className={styles.body} data-drawer={drawer.open ?? undefined}>
        <StepList farm={view.id} pages={view.pages} place={place} waiting={waiting} />
        <main id="content" className={styles.main} tabIndex={-1}>
          <header>
            {place === 'plan' ? null : <p className={styles.place}>{placeName(view.pages, place)}</p>}
            <h1 ref={heading} tabIndex={-1} className={styles.heading}>
              {title}
            </h1>
            <p className={styles.purpose}>{purpose}</p>
          </header>
          {children}
        </main>
        {drawer.open === null ? null : (
          // biome-ignore lint/a11y/noStaticElementInteractions: Escape is a short cut for the drawer's own button
          <div
            id={drawerId}
            className={styles.drawer}
            onKeyDown={(event) => {
              if (event.key === 'Escape') drawer.close();
            }}
          >
            {drawer.open === 'help' ? (
              <HelpDrawer
                view={view}
                form={form}
                place={place}
                focus={drawer.asked}
                onClose={drawer.close}
                onBegunAnew={onBegunAnew}
              />
            ) : (
              <ActivityDrawer story={story} onClose={drawer.close} />
            )}
          </div>
        )}
      </div>
      {foot}
    </>
  );
}
