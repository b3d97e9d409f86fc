// What becomes of a request: its message while it is on its way, and why it went wrong. In French;
// values in {{braces}} are put in, `_one`, `_other` and so on are plural forms.

export const progress = {
  request: {
    preparing: 'Préparation…',
    fetching: 'Récupération de l’image…',
    queued: 'Dans la file d’attente, place {{place}}',
    submitting: 'Envoi au fournisseur…',
    working: '{{bar}} {{percent}} · encore {{left}} environ',
    almost: '{{bar}} {{percent}} · d’un instant à l’autre',
    late: 'C’est plus long que d’habitude. L’image arrivera quand même, ici ou, si Discord ne le permet plus, par un autre moyen.',
    seed_one: 'seed {{seed}}',
    seed_many: 'seeds {{seed}}',
    seed_other: 'seeds {{seed}}',
    numbered: '**{{number}}** · {{words}}',
    ofImages_one: 'Image {{numbers}} : {{words}}',
    ofImages_many: 'Images {{numbers}} : {{words}}',
    ofImages_other: 'Images {{numbers}} : {{words}}',
    oneOf: 'Image {{number}} sur {{count}} : {{shown}}',
    shows: {
      imagine: '{{prompt}}',
      edit: 'Image modifiée : {{prompt}}',
      remix: 'Avatar modifié : {{prompt}}',
    },
    done: 'prête',
    wentWrong: 'n’a pas abouti ; la raison suit',
    estimated: '{{cost}} (d’après les tarifs, le fournisseur n’a pas indiqué de prix)',
    deletedToo_one: 'plus {{cost}} pour {{count}} image supprimée',
    deletedToo_many: 'plus {{cost}} pour {{count}} images supprimées',
    deletedToo_other: 'plus {{cost}} pour {{count}} images supprimées',
    ready_one: '<@{{userId}}>, votre image est prête.',
    ready_many: '<@{{userId}}>, vos images sont prêtes.',
    ready_other: '<@{{userId}}>, vos images sont prêtes.',
    kept_one: 'L’image est prête, mais Discord ne me laisse pas la publier ici. Vous la trouverez avec `/historique`.',
    kept_many:
      'Les images sont prêtes, mais Discord ne me laisse pas les publier ici. Vous les trouverez avec `/historique`.',
    kept_other:
      'Les images sont prêtes, mais Discord ne me laisse pas les publier ici. Vous les trouverez avec `/historique`.',
    sentDirectly: 'Je n’ai pas pu publier ceci dans <#{{channelId}}>, donc le voici.',
    preset: 'préréglage {{name}}',
    gone: '(sans le prompt : l’AutoMod de ce serveur l’a refusé)',
    hiddenPrompt: 'prompt masqué',
    dropped: 'Le bot a redémarré avant le début de la création. Rien n’a été facturé.',
    cancelled: 'Annulé avant le début de la création. Rien n’a été facturé.',
    cancelAsked_one:
      'Annulé. Le fournisseur avait déjà commencé, donc cette image est facturée quand même, environ {{cost}}.',
    cancelAsked_many:
      'Annulé. Le fournisseur avait déjà commencé, donc ces images sont facturées quand même, environ {{cost}}.',
    cancelAsked_other:
      'Annulé. Le fournisseur avait déjà commencé, donc ces images sont facturées quand même, environ {{cost}}.',
    cancelledPaid_one:
      'Annulé. Le fournisseur avait déjà commencé et a facturé {{cost}}. L’image est conservée, mais pas affichée.',
    cancelledPaid_many:
      'Annulé. Le fournisseur avait déjà commencé et a facturé {{cost}}. Les images sont conservées, mais pas affichées.',
    cancelledPaid_other:
      'Annulé. Le fournisseur avait déjà commencé et a facturé {{cost}}. Les images sont conservées, mais pas affichées.',
    stoppedPaid: 'Arrêté par la modération. Le fournisseur avait déjà commencé et a facturé {{cost}}.',
    undone: 'Modification annulée : voici l’image d’avant.',
    inputRefused: 'Une image de départ n’a pas pu être utilisée.',
    withdrawn: 'Cette demande a été refusée.',
    notMade: 'non créée',
    missingImage_one: 'L’image n’est plus conservée ici.',
    missingImage_many: '{{count}} images ne sont plus conservées ici.',
    missingImage_other: '{{count}} images ne sont plus conservées ici.',
    madePrivate: 'Ce serveur ne montre qu’à vous les réponses des applications qui n’y sont pas installées.',
  },
  cancel: {
    charged: 'Le fournisseur a déjà commencé cette image : elle est donc facturée quand même, environ {{cost}}.',
    someCharged_one:
      'Le fournisseur a déjà commencé {{count}} de ces images : elle est facturée quand même, environ {{cost}}.',
    someCharged_many:
      'Le fournisseur a déjà commencé {{count}} de ces images : elles sont facturées quand même, environ {{cost}} en tout.',
    someCharged_other:
      'Le fournisseur a déjà commencé {{count}} de ces images : elles sont facturées quand même, environ {{cost}} en tout.',
    someFree_one: 'L’autre peut encore être annulée gratuitement.',
    someFree_many: 'Les {{count}} autres peuvent encore être annulées gratuitement.',
    someFree_other: 'Les {{count}} autres peuvent encore être annulées gratuitement.',
    kept_one: 'Si vous annulez, elle est conservée mais pas affichée.',
    kept_many: 'Si vous annulez, elles sont conservées mais pas affichées.',
    kept_other: 'Si vous annulez, elles sont conservées mais pas affichées.',
    stopped_one: 'Si vous annulez, personne ne la verra.',
    stopped_many: 'Si vous annulez, personne ne les verra.',
    stopped_other: 'Si vous annulez, personne ne les verra.',
    freed_one: '{{count}} autre a été annulée avant de commencer et ne coûte rien.',
    freed_many: '{{count}} autres ont été annulées avant de commencer et ne coûtent rien.',
    freed_other: '{{count}} autres ont été annulées avant de commencer et ne coûtent rien.',
    not: 'La demande n’est pas annulée.',
  },
  deletion: {
    all_one:
      'Supprimer cette image ? Elle disparaît partout où elle est affichée, ainsi que de `/historique`. C’est irréversible.',
    all_many:
      'Supprimer les {{count}} images ? Elles disparaissent partout où elles sont affichées, ainsi que de `/historique`. C’est irréversible.',
    all_other:
      'Supprimer les {{count}} images ? Elles disparaissent partout où elles sont affichées, ainsi que de `/historique`. C’est irréversible.',
    oneOf:
      'Supprimer l’image {{number}} sur {{count}} ? Elle disparaît partout où elle est affichée, ainsi que de `/historique`. C’est irréversible.',
    here: 'Retirer cette image de ce serveur ? Elle reste là où elle a été créée.',
    charged_one: 'Elle a été facturée {{cost}}, et la supprimer ne rend pas l’argent.',
    charged_many: 'Elles ont été facturées {{cost}} en tout, et les supprimer ne rend pas l’argent.',
    charged_other: 'Elles ont été facturées {{cost}} en tout, et les supprimer ne rend pas l’argent.',
    done: 'C’est supprimé.',
    guestLeft:
      'Ce bot ne peut plus retirer son message {{link}} : la personne qui l’a publié ou un modérateur de cet endroit doit le supprimer.',
    mayStay:
      'Un message que ce bot ne peut plus atteindre l’affiche peut-être encore : la personne qui l’a publié, ou la modération là-bas, doit le supprimer.',
    already: 'C’est déjà supprimé.',
    not: 'Rien n’a été supprimé.',
  },
  failure: {
    'provider-failed': 'Le fournisseur n’a pas pu créer cette image : {{detail}}',
    refused: 'Le fournisseur a refusé cette demande : {{detail}}',
    'request-too-large':
      'Les images sont trop volumineuses pour le fournisseur. Utilisez-en de plus petites, ou moins.',
    'bad-key': 'Le fournisseur n’accepte pas la clé de ce bot. C’est à la personne qui l’héberge de s’en occuper.',
    'no-balance':
      'Le fournisseur refuse les demandes de ce bot pour le moment, sans doute parce que le crédit est épuisé. Seul l’opérateur du bot peut y remédier.',
    'queue-timeout': 'Trop d’images attendaient, et le tour de celle-ci n’est pas venu à temps.',
    'member-blocked': 'Ce serveur vous a bloqué pendant que votre demande attendait.',
    paused: 'La création d’images a été mise en pause pendant que votre demande attendait.',
    'input-gone': '{{detail}} n’est plus accessible : le lien de Discord a expiré. Joignez de nouveau l’image.',
    'input-forbidden-address':
      '{{detail}} se trouve à un endroit où les images ne peuvent pas être récupérées. Joignez l’image en tant que fichier.',
    'input-too-large':
      '{{detail}} est trop lourd : 20 Mio au maximum. Enregistrez une version plus légère, par exemple en JPEG.',
    'input-too-many-pixels':
      '{{detail}} a trop de pixels : 50 mégapixels au maximum. Enregistrez une version plus petite.',
    'input-not-an-image':
      '{{detail}} n’est pas une image lisible ici. Utilisez un fichier PNG, JPEG, WebP, GIF ou AVIF.',
    'input-heic':
      '{{detail}} est une image HEIC, qui ne peut pas être lue ici. Enregistrez-la en JPEG : sur un iPhone, envoyez-vous l’image par mail ou faites-en une capture d’écran.',
    'input-broken': '{{detail}} est endommagé ou incomplet. Enregistrez-le de nouveau et réessayez.',
    'input-bad-shape':
      '{{detail}} a des dimensions qu’aucun modèle ne peut utiliser. Chaque côté doit faire au moins 64 pixels, et le plus long ne peut pas dépasser 8 fois le plus court.',
    'input-too-many-unpaid':
      'Vos images en attente de modification, ou jamais modifiées, occupent déjà 100 Mio ici, et c’est le maximum. Réessayez dans une heure ou avec une image plus petite.',
    'input-unavailable': '{{detail}} n’a pas pu être récupéré. Réessayez dans un instant.',
    'input-lost': 'L’image de départ n’est plus conservée ici. Joignez-la de nouveau.',
    'image-lost': 'L’image a été créée, mais le fournisseur l’a perdue avant qu’elle ne soit récupérée.',
    'image-unreadable': 'Le fournisseur a envoyé quelque chose qui n’est pas une image.',
    'image-too-large': 'Le fournisseur a envoyé un fichier trop lourd pour être une image.',
    unconfirmed: 'La réponse du fournisseur s’est perdue, on ne sait donc pas si cette image a été créée.',
    restored:
      'Le bot a été ramené à un état antérieur, dans lequel cette image attendait encore. Elle n’est pas redemandée automatiquement, et rien n’est compté pour elle ici. Si elle était déjà arrivée, elle reste.',
    noReason: 'aucune raison indiquée',
    nothingCharged: 'Rien n’a été facturé.',
    charged_one: 'Le fournisseur a facturé {{cost}} pour cette image.',
    charged_many: 'Le fournisseur a facturé {{cost}} pour ces images.',
    charged_other: 'Le fournisseur a facturé {{cost}} pour ces images.',
    chargedEstimate: 'Le fournisseur facture quand même : {{cost}} d’après ses tarifs.',
    mayBeCharged: 'L’image a peut-être été facturée ; un montant de {{cost}} reste réservé jusqu’à ce qu’on le sache.',
  },
  figure: {
    percent: '{{value}} %',
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    labelled: '{{label}} : {{value}}',
  },
  window: { day: 'par jour', week: 'par semaine', month: 'par mois', total: 'en tout' },
  windowName: { day: 'quotidien', week: 'hebdomadaire', month: 'mensuel', total: 'total' },
};
