import type { publishingEn } from './publishingEn.ts';

/** The texts of the scheduler in French, by code. */
export const publishingFr: Record<keyof typeof publishingEn, string> = {
  time_needed: 'Choisissez quand il part.',
  time_past: 'Cette heure est passée.',
  url_of_published_only: 'Seul le verdict « published » prend une url.',
  post_without_account: 'Choisissez au moins un compte.',
  kept_by_accounts: 'Ceci n’est gardé qu’avec un compte qui le prend.',
  time_too_far: 'C’est dans plus de deux ans.',
  image_or_video: 'Donnez une image, une video ou une video_url, et une seule.',
  video_unknown: 'Cette vidéo n’existe pas ; sans post, une vidéo est gardée une semaine.',
  not_an_mp4: 'Ce n’est pas une vidéo MP4.',
  one_kind_of_media: 'Donnez image, video_url ou media, et un seul d’entre eux.',
  target_unnamed: 'Nommez la plateforme ou la connexion.',
  targets_or_platform: 'Donnez soit targets, soit platform et connection_id.',
  image_unknown: 'Cette image n’existe pas.',
  image_not_validated: 'Seule une image validée peut être publiée ; celle-ci est {status}.',
  image_not_croppable: 'Seule une image créée et non refusée peut être recadrée ; celle-ci est {status}.',
  crop_outside: 'Ceci sort de l’image, qui fait {width} × {height} pixels.',
  image_or_prompt: 'Nommez une image, ou dites de quoi il s’agit.',
  image_undescribed: 'Personne n’a dit ce que montre cette image : dites-le, ou donnez-lui des tags.',
  caption_refused_by_policy:
    'Les règles du fournisseur n’autorisent pas de légende à ce sujet. Formulez autrement.',
  caption_provider_rejected_key: 'Le fournisseur d’IA refuse notre accès. Nos opérateurs sont prévenus.',
  caption_provider_unavailable:
    'Le fournisseur d’IA n’a pas écrit de légende à temps. Réessayez plus tard, ou écrivez-la vous-même.',
  caption_unexpected:
    'La légende a échoué de façon inattendue. Réessayez ; nos opérateurs en voient la cause.',
  fetch_not_an_address:
    'Ce n’est pas une adresse qui commence par http:// ou https:// et ne contient pas de mot de passe.',
  fetch_not_public: 'Cette adresse n’est pas sur l’Internet public.',
  fetch_unreachable: 'Rien ne répond à cette adresse.',
  fetch_redirected: 'Cette adresse mène à une autre : donnez celle-ci.',
  fetch_refused: 'Le serveur refuse de donner ce fichier.',
  fetch_too_large: 'Ce fichier est trop grand : les images ont 25 Mio au plus, les vidéos 200 Mio.',
  fetch_too_slow: 'Récupérer ce fichier a pris trop de temps.',
  fetch_not_media: 'Il n’y a ni image ni vidéo MP4 à cette adresse.',
  image_without_file: 'Cette image n’a pas de fichier.',
  fetch_not_a_picture: 'Il n’y a pas d’image PNG, JPEG ou WebP à cette adresse.',
  too_many_videos: 'Il y a plus de 10 vidéos.',
  videos_too_large: 'Les vidéos font plus de 500 Mo ensemble.',
  video_not_looked_at:
    'La vidéo elle-même n’a pas été regardée\u00a0: elle sera téléchargée, et jugée, quand le post sera créé.',
  video_not_taken: 'Ce n’est pas une vidéo MP4 de 200 Mo au plus.',
  connection_unknown: 'Cette connexion n’existe pas.',
  connection_of_another_platform: 'Cette connexion est de {other}, pas de {platform}.',
  platform_cannot_publish: 'On ne peut rien publier sur « {platform} ». Choisissez parmi : {platforms}',
  no_connection: 'Aucun compte {platform} n’est connecté. Connectez-en un : GET {path}',
  several_connections:
    'Le projet a plusieurs comptes {platform}. Nommez-en un par connection_id : {accounts}',
  connection_needs_you:
    'Le compte {platform} « {account} » ne prend aucun post avant d’être reconnecté : GET {path}',
  publishing_not_allowed:
    'Sur le compte {platform} « {account} », nous ne pouvons pas publier. Non autorisé : {permissions}. Reconnectez-le en l’autorisant : GET {path}',
  commenting_not_allowed:
    'Sur le compte {platform} « {account} », nous ne pouvons pas commenter. Non autorisé : {permissions}. Reconnectez-le en l’autorisant : GET {path}',
  token_ends_before:
    'L’accès au compte {platform} « {account} » prend fin avant cette heure, le {time} : reconnectez-le d’ici là',
  target_twice: 'Le compte « {account} » est nommé deux fois.',
  target_unknown: 'Le post n’a pas cette cible.',
  not_an_address_of_platform:
    'Aucun post de {platform} ne se trouve à cette adresse\u00a0: donnez celle sous {sites}.',
  address_of_another_account: 'C’est un post d’un autre compte, pas de {account}.',
  address_of_another_post: 'C’est un autre de vos posts qui se trouve à cette adresse.',
  text_over_limit: '{platform} accepte au plus {limit} caractères, hashtags compris ; il y en a {count}.',
  first_comment_over_limit:
    '{platform} prend au plus {limit} caractères dans un commentaire\u00a0; celui-ci en a {count}.',
  alt_text_over_limit:
    '{platform} prend au plus {limit} caractères dans un texte alternatif\u00a0; celui-ci en a {count}.',
  too_many_hashtags: '{platform} accepte au plus {limit} hashtags ; il y en a {count}.',
  post_empty: 'Un post pour {platform} a besoin d’un texte ou d’un média.',
  media_kind_not_taken: '{platform} ne prend pas les {kind}, mais les {taken}.',
  media_needed: '{platform} demande {needed}.',
  media_over_limit: '{platform} prend au plus {limit} images ou vidéos par post\u00a0; il y en a {count}.',
  placement_not_taken: '{platform} ne prend pas de stories\u00a0: choisissez le fil.',
  first_comment_not_taken: '{platform} ne prend pas de premier commentaire.',
  first_comment_failed:
    'Le post est publié, mais pas son premier commentaire. Réessayez (retry), ou écrivez-le sous le post.',
  first_comment_unclear:
    'Le post est publié\u00a0; la plateforme n’a pas dit si son premier commentaire l’est. Regardez sous le post, et écrivez-le s’il manque.',
  first_comment_left_out: '{platform} ne prend pas de premier commentaire : le post part sans lui.',
  story_without_words:
    'Une story sur {platform} ne montre ni légende ni premier commentaire\u00a0: elle part sans eux.',
  alt_text_without_media: 'Il n’y a pas d’image ni de video_url à décrire.',
  alt_text_left_out: '{platform} ne prend pas de textes alternatifs : les médias partent sans eux.',
  option_needed: '{platform} demande « {option} ».',
  option_over_limit: '« {option} » a {count} caractères ; {platform} en prend {limit} au plus.',
  option_not_taken: '{platform} ne connaît pas « {option} » ; il connaît : {taken}',
  too_many_alt_texts: 'Il y a plus de textes alternatifs que de médias ({limit}).',
  duplicate_post: 'Un autre post a le même texte sur ce compte\u00a0: le numéro {post}.',

  post_changed_meanwhile:
    'Une image ou un compte a changé pendant la création du post. Vérifiez-les et réessayez.',
  post_not_editable: 'Le post est {state} : il ne peut plus être modifié.',
  post_not_cancellable: 'Le post est {state} : il ne peut plus être annulé.',
  post_not_deletable:
    'Le post est {state} : seuls les brouillons et les posts annulés ou abandonnés se suppriment.',
  post_not_publishable: 'Le post est {state} : il ne peut pas être publié maintenant.',
  post_not_taken_back:
    'Il n’y a rien à reprendre : le post n’attend pas une publication immédiate ; il est {state}.',
  post_token_gone: 'Le jeton d’accès fourni avec ce post n’est plus conservé : refaites le post.',
  post_media_gone: 'Une image de ce post a été supprimée : donnez-lui-en une autre.',
  target_not_parked: 'Il n’y a pas de question sur cette cible : elle est {state}.',
  target_not_failed: 'Seule une cible en échec ou sautée peut être retentée ; celle-ci est {state}.',
  image_scheduled: 'Des posts qui ne sont pas encore publiés ont besoin de cette image : {posts}',
  publication_link_invalid: 'Ce lien n’est pas valable.',
  publication_link_settled: 'Cette question est réglée : il n’y a plus rien à décider.',

  posts_wait:
    'Déconnecté. {count} {count|post planifié attend|posts planifiés attendent} que le compte soit reconnecté.',

  post_cancel_done: 'Post annulé avec succès',
  post_rest_cancelled: 'Ce qui n’était pas parti est annulé',
  post_published: 'Post publié avec succès',
  post_publishing: 'Le post est en cours de publication.',
  post_state_draft: 'Le post est un brouillon.',
  post_state_scheduled: 'Le post est planifié.',
  post_state_publishing: 'Le post est en cours de publication.',
  post_state_needs_attention: 'Le post a besoin de vous.',
  post_state_posted: 'Le post est publié.',
  post_state_partly_posted: 'Le post est publié sur une partie de ses comptes.',
  post_state_failed: 'Le post n’a pas été publié.',
  post_state_cancelled: 'Le post est annulé.',

  publishing_duplicate: 'La plateforme a déjà le même post.',
  publishing_not_shown:
    'La plateforme ne le montre pas pour le moment\u00a0: sa liste est peut-être ancienne, nous regardons encore.',
  publishing_duplicate_looking:
    'La plateforme dit avoir déjà ce post, qu’un appel précédent a donc publié\u00a0: nous le cherchons. Rien n’est envoyé.',
  publishing_duplicate_unseen:
    'La plateforme dit avoir déjà ce post, mais ne le montre pas\u00a0: regardez le compte.',
  publishing_quota_used_up:
    'Le compte a publié autant que la plateforme le permet pour le moment. Nous attendons qu’il le puisse à nouveau, et publions alors.',
  quota_used_up:
    'Le quota de ce compte est épuisé\u00a0: {used} posts sur {limit}. Ce qui est prévu maintenant attend qu’il se libère.',
  quota_planned_up:
    'Avec les {planned} posts prévus pour ce compte dans la même journée, et {used} publiés, son quota de {limit} est épuisé\u00a0: certains attendront.',
  publishing_media_gone: 'Un fichier du post n’est plus là.',
  publishing_media_unusable:
    'Une image du post est illisible, ou ne peut pas prendre la forme que la plateforme demande.',
  publishing_permission_missing: 'Publier n’a pas été autorisé quand le compte a été reconnecté.',
  publishing_needs_reauth: 'Le compte doit être reconnecté.',
  publishing_token_refused: 'La plateforme n’accepte plus notre accès ; reconnectez le compte.',
  publishing_given_token_refused:
    'La plateforme n’accepte pas le jeton fourni : il a expiré, a été retiré, ou n’a pas la permission.',
  publishing_refresh_failed: 'L’accès n’a pas pu être renouvelé ; nous réessayons.',
  publishing_held:
    'La plateforme ne veut aucun appel pour le moment. Nous attendons qu’elle en veuille à nouveau, et publions alors.',
  publishing_held_until:
    'La plateforme ne veut aucun appel avant le {time}. Nous attendons, et publions alors.',
  publishing_rate_limited: 'La plateforme nous fait attendre ; nous réessayons.',
  publishing_unavailable: 'La plateforme n’a pas pu le prendre pour le moment\u00a0; nous réessayons.',
  publishing_rate_limited_looking:
    'La plateforme nous fait attendre\u00a0; ensuite nous regardons à nouveau si le post y est.',
  publishing_unavailable_looking:
    'La plateforme n’a pas montré si le post y est\u00a0; nous regardons à nouveau.',
  publishing_unreachable: 'La plateforme est injoignable ; nous réessayons.',
  publishing_no_answer: 'La plateforme n’a pas répondu clairement : nous vérifions si le post est là.',
  publishing_found_for_another:
    'Un autre post au même texte y a été trouvé : nous vérifions à nouveau si celui-ci y est.',
  publishing_processing: 'La plateforme traite encore le post.',
  publishing_still_processing: 'La plateforme n’a pas terminé le post, et ne dit pas si elle le fera.',
  publishing_cannot_prove: 'La plateforme ne dit pas si le post est là : vérifiez, s’il vous plaît.',
  publishing_cannot_read_back: 'Nous n’avons pas pu relire si le post est là : vérifiez, s’il vous plaît.',
  publishing_reconnect_to_look:
    'Le compte doit être reconnecté. Dès qu’il l’est, nous regardons si le post y est\u00a0; rien n’est envoyé deux fois.',
  publishing_too_many_attempts:
    'La plateforme a laissé plusieurs tentatives sans réponse : vérifiez, s’il vous plaît.',
  publishing_handle_expired: 'Ce qui avait été envoyé a expiré ; c’est envoyé à nouveau.',
  publishing_begun_late: 'Nous n’avons pas pu l’envoyer à son heure.',
  publishing_begun_late_by_trouble: 'Ce qui s’est passé avant l’a retardé.',
  publishing_preparation_failed:
    'La plateforme n’a pas pu utiliser ce qui était préparé, par exemple parce qu’elle n’a pas pu chercher une image\u00a0; c’est préparé à nouveau.',
  publishing_late: 'Son heure était passée de plus que sa règle de retard ne le permet.',
  publishing_given_up: 'Il a été abandonné.',
  publishing_project_deleted: 'Le projet a été supprimé.',

  not_an_instagram_id: 'Ce n’est pas un identifiant d’Instagram.',
  not_a_token: 'Ce n’est pas un jeton d’accès.',
  credentials_token_refused:
    'Instagram n’accepte pas ce jeton : il a expiré, a été retiré, ou n’en est pas un.',
  credentials_other_account: 'Ce jeton ouvre un autre compte : {account} ({id}).',
  direct_post_refused: 'Instagram n’a pas publié le post {post} : {reason}',
  direct_post_ended: 'Le post {post} n’a pas été publié ; son état est « {state} ».',
  comment_unknown: 'Ce commentaire n’existe pas, ou ce compte ne le voit pas.',
  reply_refused: 'Instagram n’a pas accepté la réponse : {reason}',
  reply_under_way: 'La réponse est en cours d’envoi.',
  reply_unclear:
    'Instagram ne dit pas si la réponse est là : veuillez vérifier. Rien n’est envoyé à nouveau.',
  publishing_reply_given_up:
    'Instagram est resté injoignable pendant une heure ; la réponse n’a pas été écrite.',
};
