/** What a consent opened, sealed, while its person decides whether to take it over from another project. */
export const up = `
alter table oauth_states add column accounts_encrypted bytea;
`;

export const down = `
alter table oauth_states drop column accounts_encrypted;
`;
