import { Alert, Button, Group, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useAppTexts } from '../app/i18n/i18n.ts';
import { useProject } from '../app/projects/projects.ts';
import { forgetKept, keep, readKept } from '../app/session/keptDrafts.ts';
import { readSession } from '../app/session/session.ts';
import { usePerson } from '../app/session/useSession.ts';

/**
 * Keeps what somebody wrote (`changes`; null: nothing that would be lost) should their session end or the page be
 * loaded anew, and offers it to them when they are back; `goOn` takes it up. Who leaves by themselves leaves it behind.
 */
export function useKept<Changes extends object>(
  name: string,
  changes: Changes | null,
  goOn: (changes: Changes) => void,
): ReactNode {
  const t = useAppTexts();
  const { id: personId } = usePerson();
  const { id: projectId } = useProject();
  const place = { personId, projectId, name };
  const [offered, setOffered] = useState(() => {
    const kept = readKept(place) as Changes | null;
    return kept && Object.keys(kept).length > 0 ? kept : null;
  });
  const written = changes && JSON.stringify(changes);
  useEffect(() => {
    if (written !== null) keep(place, JSON.parse(written));
    else if (offered === null) forgetKept(place);
    // The place is the same for as long as this is written.
  }, [written, offered]);
  useEffect(
    () => () => {
      if (readSession().status === 'signedIn') forgetKept(place);
    },
    [],
  );
  if (!offered) return null;
  return (
    <Alert icon={<IconHistory />} title={t('kept.title')} mb="md" role="status">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 240px">
          {t('kept.text')}
        </Text>
        <Group gap="xs">
          <Button size="sm" variant="default" onClick={() => setOffered(null)}>
            {t('kept.discard')}
          </Button>
          <Button
            size="sm"
            onClick={() => {
              goOn(offered);
              setOffered(null);
            }}
          >
            {t('kept.goOn')}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
