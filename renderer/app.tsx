import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { line } from './connection/client.ts';
import { wasAnswered } from './connection/failure.ts';
import { WantedFarm } from './connection/wanted-farm.tsx';
import { PartBoundary } from './frame/part-boundary.tsx';
import { UnknownPage } from './frame/unknown-page.tsx';
import { useRoute } from './navigation.ts';
import { PracticePage } from './pages/practice/practice-page.tsx';
import { StartPage } from './pages/start/start-page.tsx';
import { Announcer } from './parts/announcer.tsx';
import { theme } from './theme.ts';
import { WizardPage } from './wizard/wizard-page.tsx';

/** What the core answered once with no stays a no; a lost line is another matter. */
const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: (_count, error) => !wasAnswered(error), retryDelay: 500, networkMode: 'always' },
  },
});

/** After a lost line everything is asked anew: the core may be another one. */
let wasLost = false;
line.subscribe(() => {
  const { state } = line.state();
  if (state === 'open' && wasLost) void queryClient.invalidateQueries();
  wasLost = state === 'lost' || state === 'ended';
});

/** Everything, from the providers to the page. */
export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Announcer>
          <WantedFarm />
          <PartBoundary>
            <Page />
          </PartBoundary>
        </Announcer>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Page() {
  const route = useRoute();
  switch (route.page) {
    case 'start':
      return <StartPage />;
    case 'practice':
      return <PracticePage key={route.id} id={route.id} />;
    case 'farm':
      return <WizardPage key={route.id} id={route.id} page={route.wizardPage} />;
    case 'unknown':
      return <UnknownPage />;
  }
}
