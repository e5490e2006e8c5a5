/** Where a model's answer is kept until its image is settled, by the generation's key. */
export const keptAnswerKey = (generationKey: string): string =>
  `generations/${generationKey.toLowerCase()}.json`;
