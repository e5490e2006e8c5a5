/** The texts of recurring plans in English, by code. */
export const recurringEn = {
  not_a_time_of_day: 'A time such as 10:00 or 10:00:00 is expected.',
  rrule_part_not_taken:
    'The part "{part}" is not taken. A rule is made of FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYWEEKNO, BYYEARDAY, BYSETPOS and WKST; the time is time_of_day.',
  rrule_part_twice: 'The part "{part}" stands there twice.',
  rrule_part_needed: 'The part "{part}" is missing.',
  rrule_value_wrong:
    '"{part}" is not taken: frequencies are DAILY to YEARLY, UNTIL is a date such as 20261231.',
  rrule_number_out_of_range: '"{part}" has a number that no calendar has.',
  rrule_not_valid: 'This is no rule by RFC 5545: {part}',
  rrule_without_days: 'No day to come meets this rule.',
  plan_days_needed: 'A weekly plan needs the days.',
  plan_day_needed: 'A monthly plan needs the day: 1 to 31, or "last".',
  plan_begins_too_early: 'A plan begins on {date} or later.',
  plan_schedule_refused:
    'The workflow service does not take the times of this plan, so no posts are made at them. Change its days or dates; our operators see the cause.',
  plan_member_without_effect: 'This has no effect on a plan with the frequency "{frequency}": leave it out.',
  plan_without_days: 'No day of this plan is still to come.',
  plan_ends_before_start: 'The end is before the start.',
  plan_prompt_needed: 'To generate images the plan needs a prompt.',
  plan_platform_without_images: '{platform} takes no images, and a plan publishes images.',
  placeholder_unknown: 'There is no {{name}}: {prompt}, {tags} and {date} can be filled in.',
  placeholder_not_filled_in:
    'Hashtags stay as they are: {prompt}, {tags} and {date} are filled in only in caption and options.',
  plan_several_connections:
    'The project has several {platform} accounts. Name those that are meant in connection_ids: {accounts}',
  connection_of_no_platform: 'This connection is of {other}, which is not among the platforms.',
  plan_run_started: 'The next post is being made.',
  plan_deleted: 'The plan was deleted.',
  plan_paused: 'The plan was paused.',
  occurrence_missed: 'Its time had passed for longer than the plan makes up for.',
  day_is_done: 'The plan had its post of this day when its time was changed: that one stays.',
  no_image_left: 'No validated image is left that was not published there.',
  image_to_validate: 'An image was generated and waits to be validated.',
  image_not_validated_in_time: 'The image that was generated was not validated in time.',
  image_quota_used_up: 'No image is left, and the images of the day are used up.',
  nowhere_to_publish: 'No platform could be published to.',
  caption_not_written: 'The model wrote no caption in time: the template was used.',
  clocks_skip_it: 'The clocks skip {time} on this day: it is published at {shown}.',
  clocks_show_it_twice: 'The clocks show {time} twice on this day: it is published the first time.',
  month_is_shorter: 'This month has no such day: it is published on its last.',
  span_too_long: 'Ask for {days} days at most.',
};
