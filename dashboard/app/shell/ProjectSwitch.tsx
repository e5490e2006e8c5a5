import { Avatar, Box, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { MenuLink } from '../../components/links.tsx';
import { useAppTexts } from '../i18n/i18n.ts';
import { chooseProject } from '../projects/currentProject.ts';
import { useProject, useProjects } from '../projects/projects.ts';
import classes from './ProjectSwitch.module.css';

/** Which project one works in, and the others. */
export function ProjectSwitch() {
  const t = useAppTexts();
  const navigate = useNavigate();
  const project = useProject();
  const projects = useProjects();
  const goTo = (id: string) => {
    chooseProject(id);
    // What a page shows of one project the other does not have.
    void navigate({ to: '/dashboard' });
  };
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
            onClick={() => goTo(id)}
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
