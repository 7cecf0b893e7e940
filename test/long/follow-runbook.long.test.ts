import { followedRunbookSuite } from '../support/followed-runbook-suite.ts';

followedRunbookSuite('the bundled proxy', 'balancer: bundled\npractice: { nodes: 3 }\n');
