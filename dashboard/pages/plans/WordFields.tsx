import { Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { platformName } from '../../components/PlatformIcon.tsx';
import { CaptionPreview } from './CaptionPreview.tsx';
import { chosenOf } from './draft.ts';
import type { PartProps } from './partProps.ts';
import type { Account } from './questions.ts';
import { usePlansTexts } from './texts.ts';

/** What stands beneath each image, and what some platforms ask for besides. */
export function WordFields({ draft, change, errors, accounts }: PartProps & { accounts: Account[] }) {
  const t = usePlansTexts();
  const rules = new Map(chosenOf(draft, accounts).map(({ platform, rules: each }) => [platform, each]));
  const options = [...rules].flatMap(([platform, { options: all }]) =>
    Object.entries(all).map(([name, rule]) => ({ platform, name, ...rule })),
  );
  return (
    <Stack gap="md">
      <Switch
        label={t('form.byAi')}
        description={t('form.byAiHint')}
        checked={draft.byAi}
        onChange={({ currentTarget }) => change({ byAi: currentTarget.checked })}
      />
      <Textarea
        label={t(draft.byAi ? 'form.captionOtherwise' : 'form.caption')}
        description={t('form.captionHint')}
        maxLength={8000}
        required
        withAsterisk={false}
        error={errors.caption}
        value={draft.caption}
        onChange={({ currentTarget }) => change({ caption: currentTarget.value })}
      />
      <CaptionPreview draft={draft} />
      <TextInput
        label={t('form.hashtags')}
        placeholder="#…"
        maxLength={4000}
        error={errors.hashtags}
        value={draft.hashtags}
        onChange={({ currentTarget }) => change({ hashtags: currentTarget.value })}
      />
      {options.map(({ platform, name, required, maximum, default: usual }) => (
        <TextInput
          key={`${platform}/${name}`}
          label={t('form.optionOf', { option: optionName(name, t), platform: platformName(platform) })}
          {...(usual && { placeholder: t('form.usually', { value: usual }) })}
          required={required && usual === null}
          maxLength={maximum}
          error={errors[`options.${name}`]}
          value={draft.options[name] ?? ''}
          onChange={({ currentTarget }) =>
            change({ options: { ...draft.options, [name]: currentTarget.value } })
          }
        />
      ))}
    </Stack>
  );
}

/** What an option of a platform is called; its own name where we have none for it. */
function optionName(option: string, t: ReturnType<typeof usePlansTexts>): string {
  const known = (['title', 'subreddit', 'url', 'privacy_level'] as const).find((name) => name === option);
  return known ? t(`form.options.${known}`) : option;
}
