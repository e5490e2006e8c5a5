import { useEffect } from 'react';

interface Palette {
  isOpen: () => boolean;
  close: () => void;
  /** Changes what is looked for. */
  change: (by: (typed: string) => string) => void;
}

/**
 * From its opening until its field has the focus, what somebody types would go to what they were doing, and an Enter might
 * send what they were writing. It is the palette's instead: letters are looked for, Enter waits for the field, Escape
 * closes, and whatever else is pressed does nothing. `fieldId` is the palette's field.
 */
export function useTypedAhead(fieldId: string, { isOpen, close, change }: Palette): void {
  useEffect(() => {
    let isEntered = false;
    const hear = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey } = event;
      const isCommand = ctrlKey || metaKey;
      if (!isOpen() || (isCommand && key.toLowerCase() === 'k') || hasFocus(fieldId)) {
        isEntered = false;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isEntered) return;
      if (key === 'Escape') close();
      else if (key === 'Backspace') change((typed) => typed.slice(0, -1));
      else if (key === 'Enter') isEntered = !isCommand && !altKey;
      else if (key.length === 1 && !isCommand) change((typed) => typed + key);
    };
    const enter = ({ target }: FocusEvent) => {
      if (!isEntered || !isOpen() || !(target instanceof HTMLElement) || target.id !== fieldId) return;
      isEntered = false;
      target.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }),
      );
    };
    // Before whatever else hears of the key.
    window.addEventListener('keydown', hear, true);
    window.addEventListener('focusin', enter);
    return () => {
      window.removeEventListener('keydown', hear, true);
      window.removeEventListener('focusin', enter);
    };
  }, [fieldId, isOpen, close, change]);
}

/** Whether the focus is in the dialog in which this field stands. */
const hasFocus = (fieldId: string): boolean =>
  document.getElementById(fieldId)?.closest('[role="dialog"]')?.contains(document.activeElement) ?? false;
