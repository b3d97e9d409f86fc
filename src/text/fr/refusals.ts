// Why something cannot be done: limits, mistakes, rights. In French; values in {{braces}} are put
// in, `_one`, `_other` and so on are plural forms.

export const refusals = {
  denial: {
    rule: {
      member_one:
        'Vous avez utilisé ici {{used}} de votre budget {{window}} de {{limit}} ({{source}}), et cette image coûte environ {{cost}}.',
      member_many:
        'Vous avez utilisé ici {{used}} de votre budget {{window}} de {{limit}} ({{source}}), et ces {{count}} images coûtent environ {{cost}}.',
      member_other:
        'Vous avez utilisé ici {{used}} de votre budget {{window}} de {{limit}} ({{source}}), et ces {{count}} images coûtent environ {{cost}}.',
      server_one:
        'Ce serveur a utilisé {{used}} du budget {{window}} de {{limit}} qu’il s’est fixé, et cette image coûte environ {{cost}}.',
      server_many:
        'Ce serveur a utilisé {{used}} du budget {{window}} de {{limit}} qu’il s’est fixé, et ces {{count}} images coûtent environ {{cost}}.',
      server_other:
        'Ce serveur a utilisé {{used}} du budget {{window}} de {{limit}} qu’il s’est fixé, et ces {{count}} images coûtent environ {{cost}}.',
      'host-member_one':
        'Vous avez utilisé {{used}} du budget {{window}} de {{limit}} que ce bot accorde à chaque personne, et cette image coûte environ {{cost}}.',
      'host-member_many':
        'Vous avez utilisé {{used}} du budget {{window}} de {{limit}} que ce bot accorde à chaque personne, et ces {{count}} images coûtent environ {{cost}}.',
      'host-member_other':
        'Vous avez utilisé {{used}} du budget {{window}} de {{limit}} que ce bot accorde à chaque personne, et ces {{count}} images coûtent environ {{cost}}.',
      'host-server_one':
        'Ce serveur a utilisé {{used}} du budget {{window}} de {{limit}} auquel il a droit, et cette image coûte environ {{cost}}.',
      'host-server_many':
        'Ce serveur a utilisé {{used}} du budget {{window}} de {{limit}} auquel il a droit, et ces {{count}} images coûtent environ {{cost}}.',
      'host-server_other':
        'Ce serveur a utilisé {{used}} du budget {{window}} de {{limit}} auquel il a droit, et ces {{count}} images coûtent environ {{cost}}.',
      host_one:
        'Le budget {{window}} commun à tous les utilisateurs de ce bot est épuisé pour le moment, et cette image coûte environ {{cost}}.',
      host_many:
        'Le budget {{window}} commun à tous les utilisateurs de ce bot est épuisé pour le moment, et ces {{count}} images coûtent environ {{cost}}.',
      host_other:
        'Le budget {{window}} commun à tous les utilisateurs de ce bot est épuisé pour le moment, et ces {{count}} images coûtent environ {{cost}}.',
    },
    held: 'S’y ajoute un montant de {{reserved}}, réservé pour des images en cours de création.',
    memberImages_one:
      'Votre budget {{window}} ({{source}}) permet ici {{count}} image. Déjà utilisées : {{used}} ; demandées maintenant : {{wanted}}.',
    memberImages_many:
      'Votre budget {{window}} ({{source}}) permet ici {{count}} images. Déjà utilisées : {{used}} ; demandées maintenant : {{wanted}}.',
    memberImages_other:
      'Votre budget {{window}} ({{source}}) permet ici {{count}} images. Déjà utilisées : {{used}} ; demandées maintenant : {{wanted}}.',
    serverImages_one:
      'Le budget {{window}} de ce serveur permet {{count}} image. Déjà utilisées : {{used}} ; demandées maintenant : {{wanted}}.',
    serverImages_many:
      'Le budget {{window}} de ce serveur permet {{count}} images. Déjà utilisées : {{used}} ; demandées maintenant : {{wanted}}.',
    serverImages_other:
      'Le budget {{window}} de ce serveur permet {{count}} images. Déjà utilisées : {{used}} ; demandées maintenant : {{wanted}}.',
    help: {
      member:
        'Les personnes qui gèrent ce serveur peuvent l’augmenter pour vous avec `/budget définir membre`, ou vous accorder un supplément avec `/budget accorder`.',
      server: 'Les personnes qui gèrent ce serveur peuvent l’augmenter avec `/budget définir serveur`.',
    },
    resets: 'Le budget se renouvelle {{when}}.',
    resetsInVain: 'Le budget se renouvelle {{when}}, mais même alors il ne suffira pas pour cette demande.',
    never: 'Le budget ne se renouvelle pas.',
    neverByHost: 'Le budget ne se renouvelle pas ; la personne qui héberge le bot peut l’augmenter.',
    memberConcurrency_one:
      'Vous avez déjà {{count}} image en cours ou en attente, et le maximum est de {{limit}} à la fois.',
    memberConcurrency_many:
      'Vous avez déjà {{count}} images en cours ou en attente, et le maximum est de {{limit}} à la fois.',
    memberConcurrency_other:
      'Vous avez déjà {{count}} images en cours ou en attente, et le maximum est de {{limit}} à la fois.',
    serverConcurrency_one:
      'Ce serveur a déjà {{count}} image en cours ou en attente, et le maximum est de {{limit}} à la fois.',
    serverConcurrency_many:
      'Ce serveur a déjà {{count}} images en cours ou en attente, et le maximum est de {{limit}} à la fois.',
    serverConcurrency_other:
      'Ce serveur a déjà {{count}} images en cours ou en attente, et le maximum est de {{limit}} à la fois.',
    memberConcurrencyWanted:
      'Vous avez demandé {{wanted}} images. Votre maximum est de {{limit}} à la fois ; déjà en cours ou en attente : {{open}}.',
    serverConcurrencyWanted:
      'Vous avez demandé {{wanted}} images. Le maximum de ce serveur est de {{limit}} à la fois ; déjà en cours ou en attente : {{open}}.',
    blocked: 'La modération ne vous permet plus de créer des images ici.',
    blockedReason: 'La raison donnée : « {{reason}} ».',
    blockedUntil: 'Le blocage prend fin {{when}}.',
    guild:
      'Ce bot n’est pas disponible sur ce serveur. La personne qui l’héberge choisit sur quels serveurs il fonctionne.',
    direct: 'Ce bot n’est disponible que sur certains serveurs. Utilisez-le là-bas.',
    userInstall: 'Ce bot ne fonctionne que sur les serveurs où il est installé.',
  },
  refusal: {
    emptyPrompt: 'Le prompt est vide. Dites en quelques mots ce que l’image doit montrer.',
    aspectRatio:
      '« {{value}} » n’est pas un ratio que ce modèle accepte. Écrivez largeur:hauteur en nombres entiers, de 21:9 à 9:21, par exemple 16:9.',
    sameAspectRatio: 'Cette image est déjà au ratio {{ratio}}. Choisissez-en un autre. Rien n’a été facturé.',
    option: 'Valeur non valide pour {{option}} : {{problem}}.',
    range: 'de {{least}} à {{most}}',
    length: '{{most}} caractères au maximum',
    unknownValue: 'valeurs possibles : {{values}}',
    noOption: '« {{value}} » n’est pas une option. Écris les options ainsi : --seed 7 --steps 30.',
    model: '« {{value}} » n’est pas un modèle de ce bot. Choisissez parmi : {{models}}.',
    safety: '`tolérance` ne peut pas dépasser {{most}} ici.',
    unknownRequest: 'La demande liée à ce message n’est plus connue.',
    notYours: 'Seule la personne qui a demandé cette image peut faire cela.',
    notYoursOrModerator: 'Seules la personne qui a demandé cette image et la modération peuvent faire cela.',
    paused: 'La création d’images est suspendue pour le moment. Réessayez plus tard.',
    pausedBecause: 'La création d’images est suspendue pour le moment : {{reason}}',
    pausedEverywhere: 'L’hébergeur de ce bot a suspendu la création d’images partout. Réessayez plus tard.',
    pausedEverywhereBecause: 'L’hébergeur de ce bot a suspendu la création d’images partout : {{reason}}',
    channel: 'Vous ne pouvez pas créer d’images dans ce salon.',
    channelElsewhere: 'Vous ne pouvez pas créer d’images dans ce salon. Essayez dans <#{{channel}}>.',
    role: 'Vos rôles ne vous permettent pas de créer des images ici.',
    roleOther:
      'Vos rôles ne vous permettent pas de créer des images ici. Les membres ayant le rôle <@&{{role}}> le peuvent.',
    nameOne: { channels: 'Indiquez le salon.', roles: 'Indiquez le rôle.' },
    everyoneRole:
      '@everyone n’est pas possible ici : tout le monde sur le serveur aurait ces droits. Choisissez un autre rôle.',
    timeZone: '« {{value}} » n’est pas un fuseau horaire. Écrivez par exemple Europe/Paris.',
    unknownImage: 'Aucune image de ce serveur ne correspond. Donnez un lien vers son message, ou son identifiant.',
    notAResult: 'Ce n’est pas une image que ce bot a créée ici.',
    noLogChannel: 'Ce serveur n’a choisi aucun salon pour les signalements. Prévenez directement la modération.',
    logChannelClosed: 'Votre signalement n’a pas pu être transmis à la modération. Prévenez-la directement.',
    channelPermissions:
      'Je ne peux pas publier dans <#{{channel}}>, il m’y manque : {{permissions}}. Accordez-moi cela, puis relancez la commande.',
    channelKind: 'Je ne peux pas publier dans <#{{channel}}>. Choisis un salon textuel ou d’annonces.',
    words: 'Votre prompt contient quelque chose que ce serveur n’autorise pas.',
    hostDecides:
      'Seule la personne qui héberge ce bot peut dire ce que le fournisseur a facturé. Pour rendre le montant au membre et au serveur, n’indiquez pas `facturé`.',
    nothingUnconfirmed: 'Il ne reste aucun montant en attente de confirmation.',
    hostOnly: 'Seule la personne qui héberge ce bot peut voir cela.',
    dates: 'Donnez les deux jours, `du` et `au`, sous la forme 2026-11-01 et dans l’ordre chronologique.',
    serversOnly: 'C’est possible uniquement sur un serveur dont ce bot est membre.',
    moderatorsOnly: 'Seule la modération de ce serveur peut faire cela.',
    managersOnly: 'Seules les personnes qui gèrent ce serveur peuvent faire cela.',
    blockSelf: 'Vous ne pouvez pas vous bloquer vous-même.',
    blockOwner: 'Le propriétaire de ce serveur ne peut pas être bloqué.',
    blockManager: 'Seules les personnes qui gèrent ce serveur peuvent bloquer quelqu’un qui peut le gérer.',
    blockUnknown:
      'Personne n’a été bloqué : Discord n’a pas indiqué les droits de ce membre. Réessayez dans une minute.',
    unblockSelf: 'Vous ne pouvez pas lever votre propre blocage. Demandez à quelqu’un d’autre de la modération.',
    imageGone: 'Une image de départ n’est plus conservée ici. Joignez-la de nouveau.',
    imagesBusy: 'Trop d’images sont en cours de traitement. Réessayez dans quelques secondes.',
    imageDeleted: 'L’image de départ a été supprimée.',
    noImageYet: 'Il n’y a pas encore d’image de départ.',
    noImageBefore: 'Il n’y a pas d’image avant celle-ci.',
    noImageThere: 'Il n’y a pas d’image dans ce message.',
    shownAlready: 'Elle est déjà visible par tout le monde ici : {{link}}',
    noImageChosen: 'Aucune image n’a été choisie.',
    tooManyImages:
      'Il y a {{count}} images, et le maximum est de {{most}} à la fois. Applications → Modifier l’image vous permet de choisir.',
    unknownPreset:
      '« {{name}} » n’est pas un préréglage que vous pouvez utiliser ici. `/préréglage liste` les affiche.',
    builtInPreset: '« {{name}} » est fourni avec le bot et ne peut pas être supprimé.',
    emptyPreset: 'Un préréglage a besoin d’un nom et d’un prompt.',
    tooManyPresets: 'Le maximum est de {{most}} préréglages. Supprimez-en d’abord un avec `/préréglage supprimer`.',
    count: 'Demandez de 1 à {{most}} images à la fois.',
    whichImage:
      'Ce message montre {{count}} images : {{numbers}}. Dites laquelle avec --image et son numéro : « mets la scène de nuit --image {{example}} ».',
    noSuchImage: 'Ce message ne montre pas d’image {{number}}.',
    seed: 'Une seed est un nombre entier de 0 à 4294967295.',
    draftGone: 'Ce formulaire n’est plus ouvert. Reprenez là où vous l’aviez ouvert.',
    avatarsOffHere: 'Ce serveur ne permet pas de modifier les avatars.',
    avatarNotAllowed: 'Cette personne ne permet pas aux autres de modifier son avatar.',
    ambiguousAmount: '« {{value}} » peut signifier {{grouped}} ou {{decimal}}. Écrivez l’un des deux.',
    grantGone: 'Ce supplément est déjà épuisé, expiré ou révoqué.',
    changeGone: 'Il n’y a plus rien à confirmer ici. Utilisez de nouveau la commande.',
    amount: '« {{value}} » n’est pas un montant en dollars américains. Écrivez 5 ou 2,50.',
    amountZero: 'Un supplément doit être supérieur à 0.',
    amountTooLarge: '« {{value}} » est trop élevé. Le maximum est {{most}}.',
    amountTooFine: '« {{value}} » a plus de six chiffres après la virgule.',
    duration: '« {{value}} » n’est pas une durée. Écrivez 30m, 12h, 7d (jours) ou 2w (semaines).',
    tooLate: 'C’est déjà terminé.',
    questionGone: 'Cette question n’est plus ouverte. Reprenez là où vous aviez commencé.',
    alreadyCancelled: 'C’est déjà annulé.',
    finishedUnshown: 'Votre image est prête et conservée dans `/historique`. Elle n’a pas encore pu être publiée ici.',
    providerSilent:
      'Le fournisseur d’images ne répond pas pour le moment, donc aucune nouvelle création n’est lancée. Rien n’a été facturé. Nouvel essai {{when}}.',
    storage:
      'Le bot ne peut rien enregistrer pour le moment, donc aucune nouvelle création n’est lancée. Rien n’a été facturé. Réessayez dans une minute.',
    tooFast: 'C’était trop d’un coup. Attendez un instant avant de continuer.',
    stopping: 'Le bot est en train de redémarrer. Réessayez dans un instant.',
    unknownCommand: 'Ce n’est plus disponible. Relancez la commande.',
  },
  notice: {
    unshown_one:
      'Votre image {{prompt}} est prête, mais je n’ai pas pu la publier. Vous la trouverez avec `/historique`.',
    unshown_many:
      'Vos images {{prompt}} sont prêtes, mais je n’ai pas pu les publier. Vous les trouverez avec `/historique`.',
    unshown_other:
      'Vos images {{prompt}} sont prêtes, mais je n’ai pas pu les publier. Vous les trouverez avec `/historique`.',
    member: 'Vous avez utilisé ici {{percent}} de votre budget {{window}} ({{limit}}, {{source}}).',
    server: 'Ce serveur a utilisé {{percent}} de son budget {{window}} ({{limit}}).',
    images_one: '{{count}} image',
    images_many: '{{count}} images',
    images_other: '{{count}} images',
  },
  apology:
    'Un problème est survenu de notre côté, pas du vôtre. S’il se répète, prévenez l’opérateur du bot. Référence : {{reference}}',
  /** What stands in a prompt for a mention without a name that may be told. */
  mention: {
    somebody: 'quelqu’un',
    role: 'un rôle',
    channel: 'un salon',
  },
  chat: {
    noImage:
      'Il n’y a pas d’image à modifier. Répondez à un message contenant une image, ou joignez-en une, et dites ce qui doit changer. `/imagine` crée une image à partir de mots seulement.',
    noPrompt: 'Dites ce qui doit changer dans l’image : par exemple « mets la scène de nuit --ar 16:9 ».',
    cannotSee:
      'Je ne vois pas l’image du message auquel vous avez répondu. Utilisez plutôt son menu : Applications → Modifier l’image.',
    wrongValue: '« {{value}} » ne convient pas à --{{option}}. {{valid}}',
    notPrivate: '--private ne fonctionne pas ici. Pour une image privée, utilisez `/modifier` et choisissez `privé`.',
    writeWhole: 'Écrivez un nombre entier de {{least}} à {{most}}.',
    writeNumber: 'Écrivez un nombre de {{least}} à {{most}}.',
    writeOneOf: 'Écrivez l’une de ces valeurs : {{values}}.',
    writeSomething: 'Écrivez quelque chose après.',
    denied: 'Je ne peux pas faire cela pour vous maintenant. `/dépenses moi` vous dit où vous en êtes.',
    withheld: 'Je ne peux pas faire ça.',
    missingPermissions:
      'Je ne peux pas répondre dans <#{{channel}}>. Il me manque ces permissions : {{permissions}}. La modération peut y remédier ; les commandes slash fonctionnent quand même.',
  },
  permission: {
    ViewChannel: 'Voir le salon',
    SendMessages: 'Envoyer des messages',
    AttachFiles: 'Joindre des fichiers',
    ReadMessageHistory: 'Voir les anciens messages',
  },
};
