export default {
  email: 'E-mail address',
  password: 'Password',
  signIn: {
    title: 'Sign in',
    submit: 'Sign in',
    forgotten: 'Forgotten your password?',
    newHere: 'New here?',
    register: 'Create an account',
    ended: 'Your session has ended. Sign in again to go on where you were.',
    untold:
      'You are signed out in this browser. The server did not answer; it is told as soon as it does. On a computer that others use, wait for that.',
  },
  register: {
    title: 'Create your account',
    description: 'Plan your posts, answer your customers, see what works.',
    name: 'Your name',
    passwordHint: 'At least 8 characters, with a letter and a digit.',
    submit: 'Create the account',
    already: 'Have an account already?',
    signIn: 'Sign in',
  },
  forgotten: {
    title: 'Forgotten your password?',
    description: 'Give your address: if it has an account, we send you a link to set a new password.',
    submit: 'Send the link',
    sentTitle: 'Look at your mail',
    sent: 'If {{email}} has an account, a link is on its way. It works once, for 30 minutes. Nothing there? Look among the spam.',
    another: 'Use another address',
    back: 'Back to sign-in',
  },
} as const;
