import { Anchor } from '@mantine/core';
import { useAppTexts } from '../i18n/i18n.ts';
import classes from './SkipLink.module.css';

/** Past the navigation: the first stop of the keyboard, seen only there. */
export function SkipLink() {
  const t = useAppTexts();
  return (
    <Anchor href="#content" className={classes.link}>
      {t('navigation.skip')}
    </Anchor>
  );
}
