import { Container } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ErrorState } from '../../components/ErrorState.tsx';

/** In place of a page that broke, or could not be loaded. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () => {
    // What could not be loaded is remembered as missing for as long as the page stands.
    if (couldNotLoad(error)) return window.location.reload();
    reset();
    void router.invalidate();
  };
  return (
    <Container size="sm" py="xl">
      <ErrorState error={error} retry={again} />
    </Container>
  );
}

/** As Chrome, Firefox and Safari say of a script that is not there. */
const couldNotLoad = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|^Importing a module script failed/.test(error.message);
