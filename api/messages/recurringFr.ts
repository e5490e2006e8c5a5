import type { recurringEn } from './recurringEn.ts';

/** The texts of recurring plans in French, by code. */
export const recurringFr: Record<keyof typeof recurringEn, string> = {
  not_a_time_of_day: 'Une heure telle que 10:00 ou 10:00:00 est attendue.',
  rrule_part_not_taken:
    'La partie « {part} » n’est pas acceptée. Une règle se compose de FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYWEEKNO, BYYEARDAY, BYSETPOS et WKST ; l’heure est time_of_day.',
  rrule_part_twice: 'La partie « {part} » figure deux fois.',
  rrule_part_needed: 'La partie « {part} » manque.',
  rrule_value_wrong:
    '« {part} » n’est pas accepté : les fréquences vont de DAILY à YEARLY, UNTIL est une date telle que 20261231.',
  rrule_number_out_of_range: '« {part} » a un nombre qu’aucun calendrier n’a.',
  rrule_not_valid: 'Ce n’est pas une règle selon la RFC 5545 : {part}',
  rrule_without_days: 'Aucun jour à venir ne satisfait cette règle.',
  plan_days_needed: 'Un planning hebdomadaire a besoin des jours.',
  plan_day_needed: 'Un planning mensuel a besoin du jour : 1 à 31, ou « last ».',
  plan_begins_too_early: 'Un planning commence le {date} ou plus tard.',
  plan_schedule_refused:
    'Le service de workflows n’accepte pas les horaires de ce planning : aucun post n’y est fait. Changez ses jours ou ses dates ; nos opérateurs voient la cause.',
  plan_member_without_effect:
    'Ceci est sans effet sur un planning de fréquence « {frequency} » : ne le donnez pas.',
  plan_without_days: 'Aucun jour de ce planning n’est encore à venir.',
  plan_ends_before_start: 'La fin précède le début.',
  plan_prompt_needed: 'Pour générer des images, le planning a besoin d’un prompt.',
  plan_platform_without_images: '{platform} n’accepte pas d’images, et un planning publie des images.',
  placeholder_unknown: 'Il n’y a pas de {{name}} : {prompt}, {tags} et {date} peuvent être remplis.',
  placeholder_not_filled_in:
    'Les hashtags restent tels quels : {prompt}, {tags} et {date} ne sont remplis que dans caption et options.',
  plan_several_connections:
    'Le projet a plusieurs comptes {platform}. Nommez ceux dont il s’agit dans connection_ids : {accounts}',
  connection_of_no_platform: 'Cette connexion est de {other}, qui n’est pas parmi les plateformes.',
  plan_run_started: 'Le prochain post est en préparation.',
  plan_deleted: 'Le planning a été supprimé.',
  plan_paused: 'Le planning était en pause.',
  occurrence_missed: 'Son heure était passée depuis plus longtemps que le planning ne rattrape.',
  day_is_done: 'Le plan avait déjà son post de ce jour quand son heure a été changée\u00a0: celui-là reste.',
  no_image_left: 'Il ne reste aucune image validée qui n’y ait pas été publiée.',
  image_to_validate: 'Une image a été générée et attend d’être validée.',
  image_not_validated_in_time: 'L’image générée n’a pas été validée à temps.',
  image_quota_used_up: 'Il ne reste aucune image, et celles du jour sont épuisées.',
  nowhere_to_publish: 'Aucune plateforme n’était disponible pour publier.',
  caption_not_written: 'Le modèle n’a pas écrit de légende à temps : le modèle de texte a été utilisé.',
  clocks_skip_it: 'Les horloges sautent {time} ce jour-là : publication à {shown}.',
  clocks_show_it_twice: 'Les horloges montrent deux fois {time} ce jour-là : publication la première fois.',
  month_is_shorter: 'Ce mois n’a pas ce jour : publication le dernier jour.',
  span_too_long: 'Demandez {days} jours au plus.',
};
