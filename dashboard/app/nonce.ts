const element = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');

/** The nonce of this page's Content-Security-Policy, which every style element needs; empty in development. */
export const readNonce = (): string => element?.nonce ?? '';
