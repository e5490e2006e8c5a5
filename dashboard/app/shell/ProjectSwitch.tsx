import { Avatar, Box, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { MenuLink } from '../../components/links.tsx';
import { useAppTexts } from '../i18n/i18n.ts';
import { useProject, useProjects } from '../projects/projects.ts';
import { useSwitchProject } from '../projects/useSwitchProject.ts';
import classes from './ProjectSwitch.module.css';

/** Which project one works in, and the others. */
export function ProjectSwitch() {
  const t = useAppTexts();
  const project = useProject();
  const projects = useProjects();
  const switchProject = useSwitchProject();
  return (
    <Menu width="target" position="bottom-start" shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <VisuallyHidden>{t('project.switch')}</VisuallyHidden>
          <Avatar name={project.name} color="coral" size={30} radius="md" aria-hidden />
          <Box flex={1} miw={0}>
            <Text size="sm" fw={600} truncate>
              {project.name}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {t(`roles.${project.role}`)}
            </Text>
          </Box>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('project.yours')}</Menu.Label>
        {projects.map(({ id, name }) => (
          <Menu.Item
            key={id}
            onClick={() => switchProject(id)}
            aria-current={id === project.id}
            rightSection={id === project.id ? <IconCheck size={16} aria-hidden /> : null}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <MenuLink
          to="/dashboard/settings"
          search={{ section: 'project', create: true }}
          leftSection={<IconPlus size={16} aria-hidden />}
        >
          {t('project.create')}
        </MenuLink>
      </Menu.Dropdown>
    </Menu>
  );
}
