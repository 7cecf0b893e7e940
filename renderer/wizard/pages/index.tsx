import { type ComponentType, lazy, Suspense, useMemo } from 'react';
import { nodesOf } from '../../../core/model/farm-parts.ts';
import type { Page } from '../../../core/model/plan.ts';
import { client } from '../../connection/client.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { settingInForce } from '../../report/address-evidence.ts';
import { currentResult } from '../../report/current-result.ts';
import { walkWords } from '../../report/walk-words.ts';
import { NodeConsistency } from '../checks/node-consistency.tsx';
import { PageChecks } from '../checks/page-checks.tsx';
import { isOutOfDate } from './is-out-of-date.ts';
import { lastProofOf } from './last-proof-of.ts';
import { PageAnswers } from './page-answers.tsx';
import type { PageProps } from './page-props.ts';
import { ReviewPage } from './review-page.tsx';
import { StepPage } from './step-page.tsx';
import { TopologyTable } from './topology-table.tsx';
import { VerifyPage } from './verify-page.tsx';

/** The application's own rules come along only where IP detection is looked at. */
const TrustedProxies = lazy(async () => ({ default: (await import('../trust/trusted-proxies.tsx')).TrustedProxies }));

/** What stands between the heading and the foot of every page. */
export const PAGE_COMPONENTS: Record<Page, ComponentType<PageProps>> = {
  goal: (props) => <PageAnswers {...props} page="goal" />,
  topology: TopologyPage,
  database: (props) => <StepPage {...props} page="database" />,
  'first-node': (props) => <StepPage {...props} page="first-node" />,
  'further-nodes': FurtherNodesPage,
  'ip-detection': IpDetectionPage,
  'load-balancer': (props) => <StepPage {...props} page="load-balancer" />,
  verify: VerifyPage,
  runbook: ReviewPage,
};

/** The whole plan on one page. */
export const WholePlan: ComponentType<PageProps> = ReviewPage;

function TopologyPage(props: PageProps) {
  const { view } = props;
  const { outOfDate } = lastProofOf(view, props.story);
  // The drawing shows no host as proven after something changed.
  const unproven = outOfDate === null ? props.story : { ...props.story, proven: [] };
  // Nor as set up, where that was under other answers, until a run tells how its hosts stand.
  const changed =
    view.state === 'waiting' &&
    view.pages.some(({ page }) => isOutOfDate(view, page) && view.plan.stages.some((stage) => stage.page === page));
  const story = changed ? null : unproven;
  return (
    <>
      <PageAnswers {...props} page="topology" />
      <TopologyTable farm={view.farm} plan={view.plan} balancerName={view.balancerName} story={story} />
      <PageChecks view={view} page="topology" {...lastProofOf(view, props.story)} />
    </>
  );
}

function FurtherNodesPage(props: PageProps) {
  const { view, story, settled } = props;
  const { hosts } = view.farm;
  const nodes = useMemo(() => nodesOf({ hosts }).map(({ name }) => name), [hosts]);
  const retry = useDeed(async (hosts: string[]) => {
    await settled();
    await client.farm.run({ farm: view.id, page: 'further-nodes', hosts, prove: false });
  });
  return (
    <>
      <StepPage {...props} page="further-nodes" />
      <NodeConsistency
        result={currentResult(view)}
        plan={view.plan}
        story={story}
        nodes={nodes}
        busy={view.state !== 'waiting' || retry.busy}
        outOfDate={isOutOfDate(view, 'further-nodes')}
        {...(view.readOnly ? {} : { onRetry: retry.start })}
      />
      {retry.failure === null ? null : <FailureNote failure={retry.failure} />}
    </>
  );
}

function IpDetectionPage(props: PageProps) {
  const { view } = props;
  const result = currentResult(view);
  const inForce = useMemo(() => settingInForce(result), [result]);
  return (
    <StepPage {...props} page="ip-detection">
      <Suspense fallback={<p>{walkWords.computing}</p>}>
        <TrustedProxies farm={view.farm} {...view.clientIp} inForce={inForce} />
      </Suspense>
    </StepPage>
  );
}
