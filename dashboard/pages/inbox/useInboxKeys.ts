import { useHotkeys } from '@mantine/hooks';

/** What the keys look for; each stands once on the page. */
export const keyPlaces = { search: 'search', reply: 'reply', list: 'list' } as const;

const find = (place: keyof typeof keyPlaces): HTMLElement | null =>
  document.querySelector(`[data-inbox="${place}"]`);

/** To the conversation above or below the open one: by its link, as if it were pressed. */
function walk(step: 1 | -1): void {
  const links = [...(find('list')?.querySelectorAll('a') ?? [])];
  const current = links.findIndex((link) => link.hasAttribute('aria-current'));
  links[current === -1 ? 0 : current + step]?.click();
}

/** From one conversation to the next, to the search and to the reply, wherever the focus is. */
export function useInboxKeys(): void {
  useHotkeys(
    [
      ['alt+ArrowDown', () => walk(1)],
      ['alt+ArrowUp', () => walk(-1)],
      ['alt+S', () => find('search')?.focus(), { usePhysicalKeys: true }],
      ['alt+R', () => find('reply')?.focus(), { usePhysicalKeys: true }],
    ],
    [],
  );
}
