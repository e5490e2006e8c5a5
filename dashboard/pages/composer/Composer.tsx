import { Box, Grid, Stack } from '@mantine/core';
import { useState } from 'react';
import { useKept } from '../../components/useKept.tsx';
import { useUnsaved } from '../../components/useUnsaved.tsx';
import { AccountsCard } from './AccountsCard.tsx';
import { ActionsCard } from './ActionsCard.tsx';
import { changedIn, type Draft, type Post } from './draft.ts';
import { Meanwhile } from './Meanwhile.tsx';
import { MediaCard } from './MediaCard.tsx';
import { OverridesCard } from './OverridesCard.tsx';
import { Previews } from './Previews.tsx';
import type { PartProps } from './partProps.ts';
import { useDryRun, type Account } from './questions.ts';
import { useComposerTexts } from './texts.ts';
import { TextCard } from './TextCard.tsx';
import { useSaving } from './useSaving.ts';
import { WhenCard } from './WhenCard.tsx';
import classes from './Composer.module.css';

interface ComposerProps {
  /** The post that is changed, as it was when one began; null: a new one. */
  began: Post | null;
  /** As it is by now; null: it is gone. */
  post: Post | null;
  accounts: Account[];
  beginning: Draft;
}

/** Writes a post for several accounts at once, with what it looks like beside it. */
export function Composer({ began, post, accounts, beginning }: ComposerProps) {
  const t = useComposerTexts();
  const [before] = useState(beginning);
  const [draft, setDraft] = useState(beginning);
  const change: PartProps['change'] = (changes) =>
    setDraft((current) => ({ ...current, ...(typeof changes === 'function' ? changes(current) : changes) }));
  const dryRun = useDryRun(draft);
  const saving = useSaving({ post: began, draft, before });
  const isUnsaved = () => saving.isDirty && !saving.mayLeave();
  const unsaved = useUnsaved(isUnsaved);
  const written = isUnsaved() ? changedIn(draft, saving.stored?.draft ?? before) : null;
  const kept = useKept(`composer/${began?.id ?? 'new'}`, written, change);
  const chosen = draft.targets.flatMap(
    ({ connectionId }) => accounts.find(({ id }) => id === connectionId) ?? [],
  );
  const part = { draft, change, chosen };
  return (
    <>
      {unsaved.dialog}
      {kept}
      {began && <Meanwhile began={began} post={post} saving={saving} />}
      <Grid gap={{ base: 'md', lg: 'xl' }}>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            <AccountsCard {...part} accounts={accounts} />
            <TextCard {...part} dryRun={dryRun} />
            <MediaCard {...part} />
            {chosen.length > 0 && <OverridesCard {...part} dryRun={dryRun} />}
            <WhenCard {...part} />
            <ActionsCard draft={draft} dryRun={dryRun} chosen={chosen} saving={saving} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Box className={classes.beside} tabIndex={0} role="region" aria-label={t('preview.title')}>
            <Previews draft={draft} chosen={chosen} dryRun={dryRun} />
          </Box>
        </Grid.Col>
      </Grid>
    </>
  );
}
