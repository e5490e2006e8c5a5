import { Box } from '@mantine/core';
import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { IconPencilPlus, IconSearch, IconSwitchHorizontal } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type KeyboardEvent } from 'react';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useAppTexts } from '../i18n/i18n.ts';
import { useMay, useProject, useProjects } from '../projects/projects.ts';
import { useSwitchProject } from '../projects/useSwitchProject.ts';
import { usePerson } from '../session/useSession.ts';
import { parts, places } from './navigation.ts';
import { longestWords, useFound } from './useFound.tsx';
import { useTypedAhead } from './useTypedAhead.ts';

const [store, palette] = createSpotlight();

export const openPalette = (): void => palette.open();
/** The API takes one line: what was copied from a table brings tabs. */
const inOneLine = (text: string) => text.replace(/\p{Cc}/gu, ' ');
const isOpen = () => store.getState().opened;

/** Ctrl or Cmd and K: anywhere, by its name; to posts and customers, by theirs or by what was written. */
export function CommandPalette() {
  const t = useAppTexts();
  const [query, setQuery] = useState('');
  const found = useFound(query);
  const fieldId = useId();
  useTypedAhead(fieldId, { isOpen, close: palette.close, change: setQuery });
  const choose = (event: KeyboardEvent<HTMLInputElement>) => {
    const { selected, listId } = store.getState();
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || selected !== -1 || query === '') return;
    // What was found after one had typed, or typed ahead, is not chosen by itself: Enter takes the first, as everywhere.
    document.getElementById(listId)?.querySelector<HTMLElement>('[data-action]')?.click();
  };
  const actions = [...useWays().filter(isNamed(query)), ...found.actions];
  const hasNothing = actions.length === 0 && !found.error;
  const note = found.isUnderWay ? t('palette.searching') : hasNothing && t('palette.nothing');
  return (
    <Spotlight.Root
      store={store}
      shortcut="mod + K"
      // Also where one writes: no browser does anything there by these keys.
      tagsToIgnore={[]}
      triggerOnContentEditable
      attributes={{ content: { 'aria-label': t('palette.open') } }}
      query={query}
      onQueryChange={(typed) => setQuery(inOneLine(typed))}
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search
        id={fieldId}
        onKeyDown={choose}
        maxLength={longestWords}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        leftSection={<IconSearch size={20} aria-hidden />}
      />
      {actions.length > 0 && (
        <Spotlight.ActionsList>
          {actions.map(({ id, ...action }) => (
            <Spotlight.Action key={id} highlightQuery {...action} />
          ))}
        </Spotlight.ActionsList>
      )}
      <div role="status">{note && <Spotlight.Empty>{note}</Spotlight.Empty>}</div>
      {found.error && (
        <Box p="md">
          <ErrorState error={found.error} retry={found.retry} />
        </Box>
      )}
    </Spotlight.Root>
  );
}

/** Its name has what was typed. */
const isNamed =
  (query: string) =>
  ({ label = '' }: SpotlightActionData): boolean =>
    label.toLowerCase().includes(query.trim().toLowerCase());

/** Where a name leads: pages, parts of the settings, other projects. */
function useWays(): SpotlightActionData[] {
  const t = useAppTexts();
  const navigate = useNavigate();
  const { role } = usePerson();
  const mayWork = useMay('editor');
  const projects = useProjects();
  const switchProject = useSwitchProject();
  const project = useProject();

  const pages: SpotlightActionData[] = places
    .filter(({ adminOnly }) => !adminOnly || role === 'admin')
    .map(({ to, name, icon: Icon }) => ({
      id: to,
      label: t(`navigation.${name}`),
      leftSection: <Icon size={20} stroke={1.75} aria-hidden />,
      onClick: () => void navigate({ to }),
    }));
  const compose: SpotlightActionData = {
    id: 'compose',
    label: t('navigation.compose'),
    leftSection: <IconPencilPlus size={20} stroke={1.75} aria-hidden />,
    onClick: () => void navigate({ to: '/dashboard/compose' }),
  };
  const others: SpotlightActionData[] = projects
    .filter(({ id }) => id !== project.id)
    .map(({ id, name }) => ({
      id,
      label: t('palette.project', { name }),
      leftSection: <IconSwitchHorizontal size={20} stroke={1.75} aria-hidden />,
      onClick: () => switchProject(id),
    }));
  const sections: SpotlightActionData[] = parts.map(({ name, icon: Icon, ...to }) => ({
    id: name,
    label: t(`palette.parts.${name}`),
    leftSection: <Icon size={20} stroke={1.75} aria-hidden />,
    onClick: () => void navigate(to),
  }));
  return [...(mayWork ? [compose] : []), ...pages, ...sections, ...others];
}
