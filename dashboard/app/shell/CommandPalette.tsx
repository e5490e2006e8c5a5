import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { IconPencilPlus, IconSearch, IconSwitchHorizontal } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useAppTexts } from '../i18n/i18n.ts';
import { useMay, useProject, useProjects } from '../projects/projects.ts';
import { switchProject } from '../projects/switchProject.ts';
import { usePerson } from '../session/useSession.ts';
import { places } from './navigation.ts';

const [store, palette] = createSpotlight();

export const openPalette = (): void => palette.open();

/** Ctrl or Cmd and K: anywhere, by its name. */
export function CommandPalette() {
  const t = useAppTexts();
  const navigate = useNavigate();
  const { role } = usePerson();
  const mayWork = useMay('editor');
  const projects = useProjects();
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
  return (
    <Spotlight
      store={store}
      shortcut="mod + K"
      actions={[...(mayWork ? [compose] : []), ...pages, ...others]}
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      maxHeight={420}
      searchProps={{
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
        leftSection: <IconSearch size={20} aria-hidden />,
      }}
    />
  );
}
