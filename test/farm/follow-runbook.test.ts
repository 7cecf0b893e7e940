import { followedRunbookSuite } from '../support/followed-runbook-suite.ts';

// The bundled proxy is in test/long.
followedRunbookSuite('HAProxy behind a WAF', 'balancer: haproxy\npractice: { nodes: 2, waf: true }\n');
