import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { client } from '../../connection/client.ts';
import { type Deed, useDeed } from '../../connection/use-deed.ts';
import { PageLink } from '../../frame/page-link.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProvingPanel } from '../../story/proving-panel.tsx';
import { FaultNotice } from './fault-notice.tsx';
import { RunPanel } from './run-panel.tsx';
import type { Scene } from './scene.ts';
import { StoppedPanel } from './stopped-panel.tsx';
import { VerdictPanel } from './verdict-panel.tsx';
import { practiceWords } from './words.ts';

interface Now {
  scene: Scene;
  whyOpen: boolean;
  onWhy: () => void;
}

/** The current activity or its outcome. It changes with every event that matters. */
export function NowPanel({ scene, whyOpen, onWhy }: Now) {
  const cancel = useDeed(() => client.farm.cancel({ farm: scene.id }));
  const last = scene.story.proven.at(-1);
  switch (scene.activity) {
    case 'preparing':
      return (
        <Panel kind="busy" heading={practiceWords.run.preparing}>
          <p>{practiceWords.run.preparingExplain}</p>
          <CancelButton cancel={cancel} />
        </Panel>
      );
    case 'setting up':
    case 'repairing':
      return <RunPanel scene={scene} actions={<CancelButton cancel={cancel} />} />;
    case 'planting':
      return (
        <Panel kind="fault" heading={practiceWords.run.planting}>
          <p>{practiceWords.run.plantingExplain}</p>
          <CancelButton cancel={cancel} />
        </Panel>
      );
    case 'proving':
      return (
        <ProvingPanel story={scene.story} actions={<CancelButton cancel={cancel} />}>
          <FaultNotice story={scene.story} />
        </ProvingPanel>
      );
    case 'stopped':
      return <StoppedPanel scene={scene} />;
    case 'standing':
      return <VerdictPanel scene={scene} whyOpen={whyOpen} onWhy={onWhy} />;
    case 'ending':
      return (
        <Panel kind="busy" heading={practiceWords.activity.ending}>
          <p>{practiceWords.endingExplain}</p>
        </Panel>
      );
    case 'ended':
      return (
        <Panel kind="dash" heading={practiceWords.ended}>
          <p>{practiceWords.endedExplain}</p>
          {last === undefined ? null : <p>{practiceWords.lastVerdict(last.result.sentence)}</p>}
          <p>
            <PageLink to={{ page: 'start' }}>{practiceWords.toStart}</PageLink>
          </p>
        </Panel>
      );
  }
}

function CancelButton({ cancel }: { cancel: Deed<[]> }): ReactNode {
  return (
    <>
      <Button variant="default" size="xs" loading={cancel.busy} onClick={() => cancel.start()}>
        {practiceWords.cancel}
      </Button>
      {cancel.failure === null ? null : <FailureNote failure={cancel.failure} />}
    </>
  );
}
