/** English texts of why a platform refused a post, where its owner can do something about it. */
export const refusalsEn = {
  publishing_refused:
    'The platform refused the post ({code}): change it, or make it anew. As it is, it would be refused again.',
  publishing_refused_unsure:
    'The platform refused the post ({code}). Try it again, or change it where the platform objects to something.',
  publishing_refused_unexplained:
    'The platform did not take the post, and named no reason. It need not be the post: try it again later.',
  publishing_SUBREDDIT_NOTALLOWED:
    'This community does not let the account post. Choose another one, or ask its moderators.',
  publishing_SUBREDDIT_NOEXIST: 'There is no such community: make the post again with another one.',
  publishing_NO_SELFS:
    'This community takes no posts of text alone: add a picture or a link, or choose another one.',
  publishing_NO_LINKS:
    'This community takes no links: make the post without one, or choose another community.',
  publishing_NO_IMAGES:
    'This community takes no pictures: make the post without one, or choose another community.',
  publishing_BAD_URL: 'The platform does not take the address that the post leads to: give another one.',
};
