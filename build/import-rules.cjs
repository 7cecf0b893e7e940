/**
 * Who may import whom: ARCHITECTURE.md says it, this refuses the rest. A rule names a folder and everything it may
 * import; an import of anything else is an error. Imports of types alone count only if a row says `typesOnly`.
 */
const NODE =
  '^(node:)?(assert|async_hooks|buffer|child_process|crypto|events|fs|http|https|module|net|os|path|process|stream|string_decoder|timers|tls|url|util|worker_threads|zlib)(/|$)';
const package_ = (...names) => names.map((name) => `node_modules/${name}/`);
const MODEL = '^core/model/';
/** Files of the model that bring no zod when they run: the pages may use these in the browser, and the rest as types. */
const PURE_MODEL =
  '^core/model/(count-verdicts|errors|farm-parts|good-verdict|moment|outcome-key|plan|promise|result-facts|select-stages|waiver)\\.ts$';
/** The lists of plug-ins: one line for each. */
const INDEXES = '^core/(profiles|balancers|audit-sources|databases)/index\\.ts$';

const ROWS = [
  { folder: '^core/model/', may: [...package_('zod')] },
  { folder: '^core/client-ip/', may: [MODEL, ...package_('zod', 'ipaddr.js')] },
  { folder: '^core/planner/', may: [MODEL, '^core/client-ip/', '^core/steps/', ...package_('ipaddr.js')] },
  { folder: '^core/steps/', may: [MODEL] },
  {
    folder: '^core/profiles/([^/]+)/',
    // A profile puts its audit source together: the one kind of plug-in that another one uses.
    may: [MODEL, '^core/client-ip/', '^core/steps/', '^core/audit-sources/', ...package_('zod')],
  },
  { folder: '^core/balancers/([^/]+)/', may: [MODEL, '^core/client-ip/', '^core/steps/', ...package_('zod')] },
  { folder: '^core/audit-sources/([^/]+)/', may: [MODEL, '^core/client-ip/', '^core/steps/', ...package_('zod')] },
  {
    folder: '^core/databases/([^/]+)/',
    may: [MODEL, NODE, '^core/processes/', ...package_('zod', 'sql\\.js', '@types/sql\\.js')],
  },
  {
    folder: '^core/runner/',
    may: [MODEL, '^core/client-ip/'],
    types: ['^core/hosts/', '^core/vantage/', '^core/databases/'],
  },
  {
    folder: '^core/journal/',
    may: [MODEL, '^core/client-ip/', NODE],
    types: ['^core/hosts/', '^core/vantage/', '^core/databases/'],
  },
  {
    folder: '^core/runbook/',
    may: [MODEL, '^core/client-ip/', '^core/hand-over/', ...package_('markdown-it')],
    types: ['^core/hosts/', '^core/vantage/', '^core/databases/'],
  },
  {
    folder: '^core/checks/',
    may: [MODEL, '^core/client-ip/', ...package_('zod')],
    types: ['^core/hosts/', '^core/vantage/', '^core/databases/'],
  },
  // The renderer runs it in the browser: of the model it may use only what needs no zod.
  { folder: '^core/history/', may: [PURE_MODEL], types: [MODEL] },
  { folder: '^core/wizard/', may: [MODEL, '^core/history/', '^core/client-ip/'] },
  { folder: '^core/vantage/', may: [MODEL, NODE] },
  { folder: '^core/secrets/', may: [MODEL, NODE] },
  { folder: '^core/processes/', may: [MODEL, NODE, ...package_('zod')] },
  {
    folder: '^core/proxy/',
    may: [MODEL, NODE, '^core/client-ip/header-at-node\\.ts$', '^core/processes/', ...package_('zod')],
  },
  { folder: '^core/farm-file/', may: [MODEL, NODE, ...package_('zod', 'sql\\.js', '@types/sql\\.js')] },
  { folder: '^core/hand-over/', may: [MODEL, NODE, ...package_('papaparse', 'zod')] },
  { folder: '^core/hosts/([^/]+)/', may: [MODEL, NODE, '^core/hand-over/', ...package_('node-ssh')] },
  {
    folder: '^core/practice/',
    may: [
      MODEL,
      NODE,
      '^core/client-ip/',
      '^core/processes/',
      '^core/proxy/',
      '^core/databases/sqlite/',
      ...package_('zod', '@peculiar/x509', 'reflect-metadata'),
    ],
    types: ['^core/hosts/'],
  },
  {
    folder: '^core/sites/',
    may: [
      MODEL,
      '^core/hosts/',
      '^core/vantage/',
      '^core/databases/sqlite/',
      // Pure: where practice hosts are to stand.
      '^core/practice/world/topology\\.ts$',
      ...package_('zod'),
    ],
    types: ['^core/practice/'],
  },
  {
    folder: '^core/session/',
    may: [
      MODEL,
      '^core/planner/',
      '^core/runner/',
      '^core/checks/',
      '^core/journal/',
      '^core/hand-over/',
      '^core/history/',
      '^core/runbook/',
      '^core/secrets/',
      '^core/wizard/',
      '^core/steps/',
      ...package_('zod'),
    ],
    types: ['^core/farm-file/', '^core/databases/'],
  },
  {
    folder: '^core/compose\\.ts$',
    may: ['^core/(?!api/|server/|cli/)', '^package\\.json$', NODE, ...package_('zod', 'env-paths')],
  },
  {
    folder: '^core/api/',
    may: [
      MODEL,
      '^core/client-ip/',
      '^core/checks/index\\.ts$',
      '^core/session/',
      '^core/wizard/node-names\\.ts$',
      ...package_('zod', '@orpc/contract', '@orpc/server'),
    ],
    types: ['^core/compose\\.ts$'],
  },
  {
    folder: '^core/server/',
    may: [
      MODEL,
      '^core/api/',
      '^core/compose\\.ts$',
      NODE,
      ...package_('ws', '@types/ws', 'sirv', '@orpc/server', 'zod'),
    ],
    types: ['^core/session/'],
  },
  {
    folder: '^core/cli/',
    may: [MODEL, '^core/api/', '^core/compose\\.ts$', NODE, ...package_('commander', '@orpc/server', 'yaml', 'zod')],
    types: ['^core/session/'],
  },
  {
    folder: '^electron/',
    may: [
      MODEL,
      '^core/api/',
      '^core/processes/',
      '^core/compose\\.ts$',
      NODE,
      ...package_('electron', '@orpc/server', 'zod'),
    ],
  },
  {
    folder: '^renderer/',
    may: [
      '^core/client-ip/',
      PURE_MODEL,
      '^core/history/',
      ...package_('react', 'react-dom', '@mantine/[^/]+', '@tanstack/[^/]+', '@tabler/icons-react', '@orpc/client'),
    ],
    types: [MODEL, '^core/api/', ...package_('@orpc/[^/]+', '@types/react', '@types/react-dom')],
  },
];

/** The folder itself: a plug-in's own folder where the row names one of several. */
const itself = (folder) => (folder.includes('([^/]+)') ? folder.replace('([^/]+)', '$1') : folder);

const rows = ROWS.flatMap(({ folder, may, types = [] }) => {
  const name = folder.replace(/[\^$\\]/g, '').replace('([^/]+)', '*');
  const from = { path: folder };
  const runTime = { path: [itself(folder), ...may] };
  const all = { path: [...runTime.path, ...types] };
  const rule = (comment, to) => ({ name: `${name} ${comment}`, severity: 'error', from, to });
  const refused = [rule('may import only what its row names', { pathNot: all.path })];
  if (types.length > 0)
    refused.push(
      rule('may import these as types only', { path: types, pathNot: runTime.path, dependencyTypesNot: ['type-only'] }),
    );
  return refused;
});

module.exports = {
  forbidden: [
    ...rows,
    {
      name: 'pure files of the model bring no zod',
      severity: 'error',
      from: { path: PURE_MODEL },
      to: { pathNot: PURE_MODEL, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'shipped code knows no build and no test',
      severity: 'error',
      from: { path: '^(core|renderer|electron)/' },
      to: { path: '^(build|test)/' },
    },
    {
      name: 'looks judge nothing',
      severity: 'error',
      from: { path: '^core/checks/(looks|asking)/' },
      to: { path: '^core/checks/(judge|causes|check|index|verify)[/.]' },
    },
    { name: 'everything resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no folder or file outside the rows',
      severity: 'error',
      from: {
        path: '^core/',
        pathNot: [...ROWS.map(({ folder }) => folder), INDEXES],
      },
      to: {},
    },
    {
      name: 'indexes import their plug-ins only',
      severity: 'error',
      from: { path: INDEXES },
      to: { pathNot: [MODEL, '^core/$1/'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
};
