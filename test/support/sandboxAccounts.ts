/** An account of the sandbox at each platform, by the platform's own ids. */
export const sandboxAccounts = {
  facebook: '10159873344120991',
  instagram: '17841405793187218',
  linkedin: 'yrZCpj2ZYQ',
  reddit: '1f9xc0',
  tiktok: '-000QnhbTXkGWqd8hUTZ0vIMdMIrDEEo61vF',
  twitter: '2244994945',
  whatsapp: '109483725511640',
  youtube: 'UC5f3X9mQpTz2vLrWk7HbNda',
};
