/** Those of the sandbox's accounts that are a ceramics studio's, beside the ones at which customers write. */
export const accounts = {
  tiktok: '-000tlrwo5wZKsaVVwkiJZxZ4ZOj2qUTPKGL',
  twitter: '1459876543210987654',
  linkedin: '782bbtaQ4x',
};
