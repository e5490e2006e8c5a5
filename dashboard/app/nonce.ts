const element = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');

/** The nonce of this page's Content-Security-Policy, which every style element needs; empty in development. */
export const readNonce = (): string => element?.nonce ?? '';

// What holds a page still behind a dialog (react-remove-scroll) makes a style element too, and looks for its nonce here.
Object.assign(globalThis, { __webpack_nonce__: readNonce() });
