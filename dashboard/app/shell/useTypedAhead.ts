import { useEffect } from 'react';

/**
 * From the keys that open the palette until its field has the focus, what somebody types would go into what they were
 * writing: it is handed over instead. `fieldId` is the palette's field.
 */
export function useTypedAhead(
  fieldId: string,
  { isOpen, take }: { isOpen: () => boolean; take: (letter: string) => void },
): void {
  useEffect(() => {
    let isOpening = false;
    const hear = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        isOpening = !isOpen();
        return;
      }
      isOpening &&= isOpen() && document.activeElement?.id !== fieldId;
      if (!isOpening || event.ctrlKey || event.metaKey || event.key.length !== 1) return;
      event.preventDefault();
      take(event.key);
    };
    // Before whatever else hears of the key.
    window.addEventListener('keydown', hear, true);
    return () => window.removeEventListener('keydown', hear, true);
  }, [fieldId, isOpen, take]);
}
