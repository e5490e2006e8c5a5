/** The texts of the scheduler in English, by code. */
export const publishingEn = {
  time_needed: 'Choose when it goes out.',
  time_past: 'This time has passed.',
  url_of_published_only: 'Only the verdict "published" takes a url.',
  post_without_account: 'Choose at least one account.',
  kept_by_accounts: 'This is kept only together with an account that takes it.',
  time_too_far: 'This is more than two years ahead.',
  image_or_video: 'Give an image, a video or a video_url, and only one of them.',
  video_unknown: 'There is no such video; one that is in no post is kept for a week.',
  not_an_mp4: 'This is not an MP4 video.',
  one_kind_of_media: 'Give image, video_url or media, and only one of them.',
  target_unnamed: 'Name the platform or the connection.',
  targets_or_platform: 'Give either targets, or platform and connection_id.',
  image_unknown: 'There is no such image.',
  image_not_validated: 'Only a validated image can be published; this one is {status}.',
  image_without_file: 'This image has no file.',
  image_not_croppable: 'Only an image that was made and not rejected can be cropped; this one is {status}.',
  crop_outside: 'This leaves the picture, which is {width} × {height} pixels.',
  image_or_prompt: 'Name an image or say what it is about.',
  image_undescribed: 'Nobody has said what this image shows: say it, or give it tags.',
  caption_refused_by_policy: "The provider's rules do not allow a caption about this. Word it differently.",
  caption_provider_rejected_key: 'The AI provider does not accept our access. Our operators have been told.',
  caption_provider_unavailable:
    'The AI provider wrote no caption in time. Try again later, or write it yourself.',
  caption_unexpected: 'The caption failed unexpectedly. Try again; our operators see the cause.',
  fetch_not_an_address: 'This is no address that starts with http:// or https:// and holds no password.',
  fetch_not_public: 'This address is not in the public Internet.',
  fetch_unreachable: 'Nothing answers at this address.',
  fetch_redirected: 'This address leads on to another one: give that one.',
  fetch_refused: 'The server refuses to give out this file.',
  fetch_too_large: 'This file is too large: pictures have at most 25 MiB, videos 200 MiB.',
  fetch_too_slow: 'It took too long to fetch this file.',
  fetch_not_media: 'There is neither a picture nor an MP4 video at this address.',
  fetch_not_a_picture: 'There is no PNG, JPEG or WebP picture at this address.',
  too_many_videos: 'These are more than 10 videos.',
  videos_too_large: 'The videos are more than 500 MB together.',
  video_not_looked_at: 'The film itself was not looked at: it is fetched, and judged, when the post is made.',
  video_not_taken: 'This is not an MP4 video of at most 200 MB.',
  connection_unknown: 'There is no such connection.',
  connection_of_another_platform: 'This connection is of {other}, not of {platform}.',
  platform_cannot_publish: 'Nothing can be published to "{platform}". Choose among: {platforms}',
  no_connection: 'No {platform} account is connected. Connect one: GET {path}',
  several_connections: 'The project has several {platform} accounts. Name one by connection_id: {accounts}',
  connection_needs_you:
    'The {platform} account "{account}" takes no posts until it is connected again: GET {path}',
  publishing_not_allowed:
    'At the {platform} account "{account}" we may not publish. Not allowed: {permissions}. Connect it again and allow this: GET {path}',
  commenting_not_allowed:
    'At the {platform} account "{account}" we may not comment. Not allowed: {permissions}. Connect it again and allow this: GET {path}',
  token_ends_before:
    'The access to the {platform} account "{account}" ends before that time, at {time}: connect it again until then',
  target_twice: 'The account "{account}" is named twice.',
  target_unknown: 'The post has no such target.',
  not_an_address_of_platform: 'No post of {platform} stands at this address: give the one under {sites}.',
  address_of_another_account: 'This is a post of another account, not of {account}.',
  address_of_another_post: 'Another of your posts stands at this address.',
  text_over_limit: '{platform} takes at most {limit} characters, hashtags included; this has {count}.',
  first_comment_over_limit: '{platform} takes at most {limit} characters in a comment; this has {count}.',
  alt_text_over_limit:
    '{platform} takes at most {limit} characters in an alternative text; this has {count}.',
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
  too_many_hashtags: '{platform} takes at most {limit} hashtags; this has {count}.',
  post_empty: 'A post for {platform} needs a text or media.',
  media_kind_not_taken: '{platform} does not take {kind}; it takes {taken}.',
  media_needed: '{platform} needs {needed}.',
  media_over_limit: '{platform} takes at most {limit} pictures or videos in a post; this has {count}.',
  placement_not_taken: '{platform} takes no stories: choose the feed.',
  first_comment_not_taken: '{platform} takes no first comment.',
  first_comment_failed:
    'The post is published; its first comment was not written. Try it again (retry), or write it under the post.',
  first_comment_unclear:
    'The post is published; the platform did not say whether its first comment was written. Look under the post, and write it there where it is missing.',
  first_comment_left_out: '{platform} takes no first comment: the post goes without it.',
  story_without_words:
    'A story on {platform} shows neither a caption nor a first comment: it goes without them.',
  alt_text_without_media: 'There is no image or video_url that it describes.',
  alt_text_left_out: '{platform} takes no alternative texts: the media go without them.',
  option_needed: '{platform} needs "{option}".',
  option_over_limit: '"{option}" has {count} characters; {platform} takes at most {limit}.',
  option_not_taken: '{platform} does not know "{option}"; it knows: {taken}',
  too_many_alt_texts: 'There are more alternative texts than media ({limit}).',
  duplicate_post: 'Another post has the same text at this account: number {post}.',

  post_changed_meanwhile:
    'An image or an account changed while the post was made. Look at them, and try again.',
  post_not_editable: 'The state of the post is {state}: it can no longer be changed.',
  post_not_cancellable: 'The state of the post is {state}: it can no longer be cancelled.',
  post_not_deletable:
    'The state of the post is {state}: only drafts, and posts that were cancelled or given up, can be deleted.',
  post_not_publishable: 'The state of the post is {state}: it cannot be published now.',
  post_not_taken_back:
    'There is nothing to take back: the post is not about to be published at once; its state is {state}.',
  post_token_gone: 'The access token that came with this post is not kept any more: make the post again.',
  post_media_gone: 'An image of this post was deleted: give it another one.',
  target_not_parked: 'There is no question about this target; its state is {state}.',
  target_not_failed:
    'Only a target that failed or was skipped can be tried again; the state of this one is {state}.',
  image_scheduled: 'Posts that are not published yet need this image: {posts}',
  publication_link_invalid: 'This link is not valid.',
  publication_link_settled: 'This question has been settled: there is nothing left to decide.',

  posts_wait:
    'Disconnected. {count} scheduled {count|post waits|posts wait} until the account is connected again.',

  post_cancel_done: 'Post cancelled successfully',
  post_rest_cancelled: 'What had not gone out is cancelled',
  post_published: 'Post published successfully',
  post_publishing: 'The post is being published.',
  post_state_draft: 'The post is a draft.',
  post_state_scheduled: 'The post is scheduled.',
  post_state_publishing: 'The post is being published.',
  post_state_needs_attention: 'The post needs you.',
  post_state_posted: 'The post is published.',
  post_state_partly_posted: 'The post is published at some of its accounts.',
  post_state_failed: 'The post was not published.',
  post_state_cancelled: 'The post is cancelled.',

  publishing_refused:
    'The platform refused the post ({code}): change it, or make it anew. As it is, it would be refused again.',
  publishing_duplicate: 'The platform has the same post already.',
  publishing_not_shown: 'The platform does not show it so far: its list may be old, so we look again.',
  publishing_duplicate_looking:
    'The platform says that it has this post already, which an earlier call must have published: we look for it. Nothing is sent.',
  publishing_duplicate_unseen:
    'The platform says that it has this post already, but does not show it: please look.',
  publishing_quota_used_up:
    'The account has published as much as the platform allows for now. We wait until it may again, and publish it then.',
  quota_used_up:
    'The quota of this account is used up: {used} of {limit} posts. What is due now waits until it frees.',
  quota_planned_up:
    'With the {planned} posts that are planned for this account within the same day, and {used} published, its quota of {limit} is used up: some will wait.',
  publishing_media_gone: 'A file of the post is not there any more.',
  publishing_media_unusable: 'A picture of the post cannot be read, or not be made as the platform takes it.',
  publishing_permission_missing: 'Publishing was not allowed when the account was connected again.',
  publishing_needs_reauth: 'The account must be connected again.',
  publishing_token_refused: 'The platform no longer accepts our access; connect the account again.',
  publishing_given_token_refused:
    'The platform does not accept the token that was given: it has expired, was withdrawn, or lacks the permission.',
  publishing_refresh_failed: 'The access could not be renewed; we try again.',
  publishing_rate_limited: 'The platform lets us wait; we try again.',
  publishing_unavailable: 'The platform could not take it just now; we try again.',
  publishing_rate_limited_looking: 'The platform lets us wait; then we look again whether the post is there.',
  publishing_unavailable_looking: 'The platform did not show whether the post is there; we look again.',
  publishing_unreachable: 'The platform cannot be reached; we try again.',
  publishing_no_answer: 'The platform gave no clear answer: we look whether the post is there.',
  publishing_found_for_another:
    'Another post of the same words was found there: we look again whether this one is.',
  publishing_processing: 'The platform still works on the post.',
  publishing_still_processing: 'The platform has not finished the post, and does not tell whether it will.',
  publishing_cannot_prove: 'The platform does not tell whether the post is there: please look.',
  publishing_cannot_read_back: 'We could not read back whether the post is there: please look.',
  publishing_reconnect_to_look:
    'The account must be connected again. Whether the post is there is looked up as soon as it is; nothing is sent twice.',
  publishing_too_many_attempts: 'The platform left several attempts unanswered: please look.',
  publishing_handle_expired: 'What was uploaded has expired; it is uploaded again.',
  publishing_begun_late: 'We could not send it at its time.',
  publishing_begun_late_by_trouble: 'What happened before delayed it.',
  publishing_preparation_failed:
    'The platform could not use what was prepared, for example because it could not fetch a picture; it is prepared again.',
  publishing_late: 'Its time had passed by more than its late policy allows.',
  publishing_given_up: 'It was given up.',
  publishing_project_deleted: 'The project was deleted.',

  not_an_instagram_id: 'This is no id of Instagram.',
  not_a_token: 'This is no access token.',
  credentials_token_refused:
    'Instagram does not accept this token: it has expired, was withdrawn, or is none.',
  credentials_other_account: 'This token opens another account: {account} ({id}).',
  direct_post_refused: 'Instagram did not publish post {post}: {reason}',
  direct_post_ended: 'Post {post} was not published; its state is {state}.',
  comment_unknown: 'There is no such comment, or this account does not see it.',
  reply_refused: 'Instagram did not take the reply: {reason}',
  reply_under_way: 'The reply is being written.',
  reply_unclear: 'Instagram does not tell whether the reply is there: please look. Nothing is sent again.',
  publishing_reply_given_up: 'Instagram could not be reached for an hour; the reply was not written.',
};
