import { Box, Tabs } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';

interface Section<Name extends string> {
  name: Name;
  label: string;
  icon: TablerIcon;
  content: ReactNode;
}

interface SectionTabsProps<Name extends string> {
  sections: Section<Name>[];
  shown: Name;
  onShow: (name: Name) => void;
}

/** The parts of a page of settings, one of which is shown: the address says which. */
export function SectionTabs<Name extends string>({ sections, shown, onShow }: SectionTabsProps<Name>) {
  const show = (name: string | null) => {
    const chosen = sections.find((section) => section.name === name);
    if (chosen) onShow(chosen.name);
  };
  const list = useRef<HTMLDivElement>(null);
  // On a phone not all have room, and the address may name one that is out of sight.
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [shown]);
  return (
    <Tabs value={shown} onChange={show} keepMounted={false}>
      <Box style={{ overflowX: 'auto' }} mb="lg">
        <Tabs.List ref={list} style={{ flexWrap: 'nowrap' }}>
          {sections.map(({ name, label, icon: Icon }) => (
            <Tabs.Tab key={name} value={name} leftSection={<Icon size={18} stroke={1.75} aria-hidden />}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Box>
      {sections.map(({ name, content }) => (
        <Tabs.Panel key={name} value={name}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
