import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queryClient } from './client/queryClient.ts';
import { readNonce } from './nonce.ts';
import { router } from './router.tsx';
import { SessionEnd } from './session/SessionEnd.tsx';
import { cssVariables, theme } from './theme.ts';

/** The dashboard: what every page stands in. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={readNonce}
    >
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" limit={3} />
        <SessionEnd />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
