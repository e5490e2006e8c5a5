import { useNetwork } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { NoAnswer } from '../../app/client/problem.ts';
import { useLiveState } from '../../app/live/LiveProvider.tsx';
import { notify } from '../../components/notify.tsx';
import { useCustomerName } from '../../components/useCustomerName.ts';
import { attemptOf } from './attempt.ts';
import type { ChangeDraft, Draft } from './drafts.ts';
import { useSending, type Outgoing } from './outgoing.ts';
import type { ConversationDetail } from './questions.ts';
import { useInboxTexts } from './texts.ts';

interface SendingDraft {
  /** `split`: a text that is too long for the channel goes as several. */
  submit: (split?: 'sentences') => void;
  isPending: boolean;
  /** Why the last of it was refused. */
  error: unknown;
}

/** Sends what was begun: each file is a message, and so is a text that cannot stand beside one. */
export function useSendingDraft(
  conversation: ConversationDetail,
  draft: Draft,
  changeDraft: ChangeDraft,
): SendingDraft {
  const { id, files: taken } = conversation;
  const customer = useCustomerName()(conversation);
  const send = useSending(id);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const t = useInboxTexts();
  const { online: isOnline } = useNetwork();
  const isConnected = useLiveState() === 'live';
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  useEffect(() => {
    // That nobody answered is over once somebody does.
    if (isOnline && isConnected) setError((last: unknown) => (last instanceof NoAnswer ? null : last));
  }, [isOnline, isConnected]);

  const sendAll = async (sent: Draft, split?: 'sentences') => {
    setPending(true);
    setError(null);
    changeDraft(() => null);
    const attempt = attemptOf(sent.attempt, sent.text.trim());
    const tried = { ...sent, attempt };
    const messages = messagesOf(tried, attempt.name, taken, split);
    let left: Draft = tried;
    try {
      for (const { outgoing, after } of messages) {
        await send.mutateAsync(outgoing);
        left = after;
      }
    } catch (problem) {
      // Who has gone on to another conversation is told there: what was written waits in this one.
      if (isShown.current) setError(problem);
      else notify.undone(t('reply.notSentTo', { name: customer }), problem);
      // What was written meanwhile stands behind what comes back.
      changeDraft(({ text, files }) => ({
        ...left,
        text: [left.text, text].filter((each) => each !== '').join('\n'),
        files: [...left.files, ...files],
      }));
    } finally {
      setPending(false);
    }
  };
  return {
    submit(split) {
      const isEmpty = draft.text.trim() === '' && draft.files.length === 0;
      if (!isEmpty && !isPending) void sendAll(draft, split);
    },
    isPending,
    error,
  };
}

interface Step {
  outgoing: Outgoing;
  /** What is still to be sent once this was. */
  after: Draft;
}

/** The messages of a draft, in order, each under a name of its own that it keeps while one tries the same again. */
function messagesOf(
  draft: Draft,
  name: string,
  taken: ConversationDetail['files'],
  split?: 'sentences',
): Step[] {
  const { files, suggestionId } = draft;
  const text = draft.text.trim();
  const [first] = files;
  const room = taken.find(({ type }) => type === first?.type)?.caption_maximum ?? 0;
  const isCaption = first !== undefined && files.length === 1 && text.length <= room;
  const suggested = suggestionId ? { suggestion_id: suggestionId } : {};
  const steps: Step[] = files.map((file, place) => ({
    outgoing: {
      ...(isCaption && { content: text, ...suggested }),
      message_type: file.type,
      file_id: file.id,
      client_message_id: isCaption ? `${name}/${file.id}` : `file/${file.id}`,
    },
    after: { ...draft, files: files.slice(place + 1), text: isCaption ? '' : draft.text },
  }));
  if (text !== '' && !isCaption)
    steps.push({
      outgoing: { content: text, client_message_id: name, ...suggested, ...(split && { split }) },
      after: { ...draft, files: [], text: '' },
    });
  return steps;
}
