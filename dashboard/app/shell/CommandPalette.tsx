import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { IconPencilPlus, IconSearch, IconSwitchHorizontal } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type KeyboardEvent } from 'react';
import { useAppTexts } from '../i18n/i18n.ts';
import { useMay, useProject, useProjects } from '../projects/projects.ts';
import { useSwitchProject } from '../projects/useSwitchProject.ts';
import { usePerson } from '../session/useSession.ts';
import { parts, places } from './navigation.ts';
import { useFound } from './useFound.tsx';
import { useTypedAhead } from './useTypedAhead.ts';

const [store, palette] = createSpotlight();

export const openPalette = (): void => palette.open();
const isOpen = () => store.getState().opened;

/** Ctrl or Cmd and K: anywhere, by its name; to posts and customers, by theirs or by what was written. */
export function CommandPalette() {
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
  return (
    <Spotlight
      store={store}
      shortcut="mod + K"
      // Also where one writes: no browser does anything there by these keys.
      tagsToIgnore={[]}
      triggerOnContentEditable
      attributes={{ content: { 'aria-label': t('palette.open') } }}
      query={query}
      onQueryChange={setQuery}
      actions={[...(mayWork ? [compose] : []), ...pages, ...sections, ...others, ...found]}
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      maxHeight={420}
      searchProps={{
        id: fieldId,
        onKeyDown: choose,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
        leftSection: <IconSearch size={20} aria-hidden />,
      }}
    />
  );
}
