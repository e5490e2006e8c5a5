import { Box, Button, Combobox, ScrollArea, Text, useCombobox } from '@mantine/core';
import { IconMessage2Bolt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type RefObject } from 'react';
import { useProject } from '../../app/projects/projects.ts';
import { AnchorLink } from '../../components/links.tsx';
import { savedRepliesQuery } from './questions.ts';
import { useInboxTexts } from './texts.ts';

interface SavedRepliesProps {
  take: (content: string) => void;
  /** Where the text goes, and then the focus. */
  box: RefObject<HTMLTextAreaElement | null>;
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Texts that the shop answers with again and again: found by a few letters, put into the box. */
export function SavedReplies({ take, box }: SavedRepliesProps) {
  const t = useInboxTexts();
  const { id: projectId } = useProject();
  const [words, setWords] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setWords('');
    },
  });
  const saved = useQuery({ ...savedRepliesQuery(projectId), enabled: combobox.dropdownOpened });
  const found = (saved.data ?? []).filter(({ title, content }) =>
    plain(`${title} ${content}`).includes(plain(words.trim())),
  );
  const choose = (id: string) => {
    const reply = found.find((each) => each.id === id);
    combobox.closeDropdown();
    if (reply) take(reply.content);
    box.current?.focus();
  };
  return (
    <Combobox store={combobox} width={320} position="top-start" withArrow shadow="md" onOptionSubmit={choose}>
      <Combobox.Target withAriaAttributes={false}>
        <Button
          size="sm"
          variant="subtle"
          aria-label={t('saved.open')}
          aria-expanded={combobox.dropdownOpened}
          leftSection={<IconMessage2Bolt size={16} aria-hidden />}
          onClick={() => combobox.toggleDropdown()}
        >
          <Box component="span" visibleFrom="xs">
            {t('saved.open')}
          </Box>
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={words}
          onChange={({ currentTarget }) => {
            setWords(currentTarget.value);
            combobox.selectFirstOption();
          }}
          aria-label={t('saved.search')}
          placeholder={t('saved.search')}
        />
        <Combobox.Options aria-label={t('saved.open')}>
          <ScrollArea.Autosize mah={260} type="auto">
            {found.map(({ id, title, content }) => (
              <Combobox.Option key={id} value={id}>
                <Text size="sm" fw={600}>
                  {title}
                </Text>
                <Text size="xs" c="dimmed" lineClamp={2}>
                  {content}
                </Text>
              </Combobox.Option>
            ))}
            {saved.isSuccess && found.length === 0 && <Combobox.Empty>{t('saved.none')}</Combobox.Empty>}
          </ScrollArea.Autosize>
        </Combobox.Options>
        <Combobox.Footer>
          <AnchorLink to="/dashboard/inbox-settings" search={{ section: 'replies' }} size="xs">
            {t('saved.manage')}
          </AnchorLink>
        </Combobox.Footer>
      </Combobox.Dropdown>
    </Combobox>
  );
}
