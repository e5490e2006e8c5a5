import { ApplicationFailure, cancellationSignal, log } from '@temporalio/activity';
import { ModelAnswerLost, ModelMisconfigured, ModelRateLimited, ModelUnavailable } from '../ai/errors.ts';
import type { ImageModel } from '../ai/imageModel.ts';
import {
  failGeneration,
  noteFailedAttempt,
  readGeneration,
  settleGeneration,
  type OpenGeneration,
} from '../commands/images/generations.ts';
import { unnamedFiles } from '../commands/unnamedFiles.ts';
import type { AttemptProblem, FailureCode } from '../contracts/images.ts';
import { fitImage } from '../media/fitImage.ts';
import { generationKey, imageKey } from '../media/keys.ts';
import { NotAnImage } from '../media/notAnImage.ts';
import type { Storage } from '../media/storage.ts';
import { beating } from './beating.ts';
import { decodeAnswer, encodeAnswer, type KeptAnswer } from './keptAnswer.ts';

/** Of one generation. */
const maximumLostAnswers = 3;

export const createImageActivities = ({
  imageModel,
  storage,
}: {
  imageModel: ImageModel;
  storage: Storage;
}) => {
  async function askAndKeep(generation: OpenGeneration): Promise<KeptAnswer> {
    const answer = await ask(imageModel, generation).catch((error: unknown) => note(generation, error));
    await storage.put(generationKey(generation.key), encodeAnswer(answer));
    return answer;
  }

  /** In the size that was ordered. An answer that is no picture is dropped, so that the next attempt asks anew. */
  async function fit(answer: KeptAnswer, generation: OpenGeneration): Promise<Buffer> {
    try {
      return await fitImage(answer.bytes, generation.request);
    } catch (error) {
      if (!(error instanceof NotAnImage)) throw error;
      await storage.remove(generationKey(generation.key));
      return note(generation, new ModelAnswerLost('the model answered something that is no picture'));
    }
  }

  async function make(imageId: number): Promise<'generated' | 'gone'> {
    const generation = await readGeneration(imageId);
    if (!generation) return 'gone';
    const key = generationKey(generation.key);
    const answer = decodeAnswer(await storage.get(key)) ?? (await askAndKeep(generation));
    const picture = await fit(answer, generation);
    const fileKey = imageKey(imageId, picture, 'png');
    await storage.put(fileKey, picture);
    const settled = await settleGeneration(generation, { ...answer, fileKey });
    // Another attempt may have settled it with this very file.
    if (!settled) for (const unnamed of await unnamedFiles([fileKey])) await storage.remove(unnamed);
    await storage.remove(key);
    return settled ? 'generated' : 'gone';
  }

  return {
    /**
     * Makes an image: the model is asked, the file stored, the row settled. The answer is kept under the generation's
     * key before anything else is done with it, so that a repeat finds it and nobody is paid twice. 'gone' when the
     * image was deleted or settled already. Cancellable while the model works.
     */
    makeImage: (imageId: number): Promise<'generated' | 'gone'> => beating(() => make(imageId)),

    /** Settles an image that cannot be made, with the reason its owner reads. */
    async failImage(imageId: number, code: FailureCode): Promise<void> {
      await failGeneration(imageId, code);
    },
  };
};

/** Notes why an attempt failed. An answer that was lost may have been paid for: it is asked for again twice. */
async function note(generation: OpenGeneration, error: unknown): Promise<never> {
  const problem = problems.find(({ kind }) => error instanceof kind)?.problem;
  if (!problem || !(error instanceof Error)) throw error;
  const lost = await noteFailedAttempt(generation, problem);
  if (problem !== 'answer_lost' || lost < maximumLostAnswers) throw error;
  throw ApplicationFailure.create({ type: error.name, message: error.message, nonRetryable: true });
}

/** Failures that another attempt may mend, as the owner is told of them. */
const problems: { kind: new (...given: never[]) => Error; problem: AttemptProblem }[] = [
  { kind: ModelRateLimited, problem: 'rate_limited' },
  { kind: ModelUnavailable, problem: 'provider_away' },
  { kind: ModelAnswerLost, problem: 'answer_lost' },
];

/** One call of the model. */
async function ask(model: ImageModel, generation: OpenGeneration): Promise<KeptAnswer> {
  const started = performance.now();
  try {
    const answer = await model.generate(generation.request, cancellationSignal());
    const seconds = Math.round(performance.now() - started) / 1000;
    return { ...answer, provider: model.provider, model: model.model, seconds };
  } catch (error) {
    // The owner is told no more than that we were refused: this line is for the operator, who alone can mend it.
    if (error instanceof ModelMisconfigured)
      log.error(error.message, { provider: model.provider, model: model.model });
    throw error;
  }
}
