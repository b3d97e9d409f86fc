// Finding one's way: help and status. In French; values in {{braces}} are put in, `_one`, `_other`
// and so on are plural forms.

export const guidance = {
  help: {
    description: 'Ce que vous pouvez faire ici',
    title: 'Ce que vous pouvez faire ici',
    notNow: '**Pas pour le moment** : {{reason}}',
    draw: '• **Créer** : `/imagine` et quelques mots, par exemple « {{example}} » ; `préréglage` pour un style.',
    drawSeveral:
      '• **Créer** : `/imagine` et quelques mots, par exemple « {{example}} » ; `nombre` pour avoir jusqu’à {{most}} images à la fois, `préréglage` pour un style.',
    example: 'un phare dans le brouillard, peinture à l’huile',
    edit: '• **Modifier** : `/modifier` avec votre propre fichier, ou Applications → Modifier l’image sur n’importe quel message contenant une image.',
    replyAny: '• **Répondez** à une image, mentionnez {{bot}} et dites ce qui doit changer.',
    replyOwn:
      '• **Répondez** à l’une de mes images, mentionnez {{bot}} et dites ce qui doit changer. Pour les images des autres, utilisez Applications → Modifier l’image.',
    direct: '• **Écrivez-moi** : envoyez une image ici et dites ce qui doit changer. Pas besoin de commande.',
    guest:
      '• Vous m’avez amené ici, mais je n’en suis pas membre : je ne vois pas les messages, donc les réponses ne me parviennent pas, et les préréglages, les paramètres et la modération d’ici ne s’appliquent pas. Les commandes et Applications → Modifier l’image fonctionnent.',
    own: '• **Pour vous** : `/historique` vos images, `/préréglage liste` vos styles, `/dépenses moi` vos coûts, `/état` ce qui est en cours, `/confidentialité exporter` vos données.',
    cost: '• Une image coûte environ {{cost}}.',
    moderator:
      '• **Si vous modérez** : `/modérer demande`, `/modérer bloquer`, `/dépenses serveur`, `/dépenses membre`, `/budget afficher`, Applications → Images et dépenses.',
    manager:
      '• **Si vous gérez le serveur** : `/paramètres afficher`, `/budget définir défaut`, `/budget accorder`, et des préréglages pour tout le serveur.',
    host: '• **Si vous hébergez le bot** : `/dépenses hébergeur`, `/paramètres suspendre partout`, `/modérer libérer facturé`.',
  },
  status: {
    description: 'L’état du fournisseur, de la file d’attente et de vos images en cours',
    title: 'État des lieux',
    provider: {
      silent:
        'Le fournisseur d’images ne répond pas pour le moment, donc aucune nouvelle création n’est lancée. Nouvel essai {{when}}.',
      trying: 'Le fournisseur d’images n’a pas répondu dernièrement. La prochaine image dira s’il répond de nouveau.',
      well: 'Le fournisseur d’images fonctionne normalement.',
      quiet: 'Le fournisseur d’images n’a pas été sollicité depuis une heure.',
      slowed_one: 'Le fournisseur d’images demande de la patience : {{count}} image à la fois pour l’instant.',
      slowed_many: 'Le fournisseur d’images demande de la patience : {{count}} images à la fois pour l’instant.',
      slowed_other: 'Le fournisseur d’images demande de la patience : {{count}} images à la fois pour l’instant.',
      some_one: 'Le fournisseur d’images a eu des soucis avec la seule image de la dernière heure.',
      some_many: 'Le fournisseur d’images a eu des soucis avec {{troubled}} des {{count}} images de la dernière heure.',
      some_other:
        'Le fournisseur d’images a eu des soucis avec {{troubled}} des {{count}} images de la dernière heure.',
      bad_one: 'Le fournisseur d’images a de gros soucis : la seule image de la dernière heure est touchée.',
      bad_many:
        'Le fournisseur d’images a de gros soucis : {{troubled}} images sur {{count}} touchées depuis une heure.',
      bad_other:
        'Le fournisseur d’images a de gros soucis : {{troubled}} images sur {{count}} touchées depuis une heure.',
    },
    typical: 'Une image prend environ {{typical}}, et {{most}} au plus neuf fois sur dix.',
    working_zero: 'Aucune image n’est en cours de création.',
    working_one: '{{count}} image est en cours de création.',
    working_many: '{{count}} images sont en cours de création.',
    working_other: '{{count}} images sont en cours de création.',
    waiting_zero: 'Personne n’attend.',
    waiting_one: '{{count}} attend son tour.',
    waiting_many: '{{count}} attendent leur tour.',
    waiting_other: '{{count}} attendent leur tour.',
    own: 'Vos images',
    nothing: 'Vous n’avez rien en cours.',
    more: '-# et d’autres',
    inProgress_one: '{{count}} en cours de création',
    inProgress_many: '{{count}} en cours de création',
    inProgress_other: '{{count}} en cours de création',
    inQueue_one: '{{count}} dans la file d’attente, place {{place}}',
    inQueue_many: '{{count}} dans la file d’attente, à partir de la place {{place}}',
    inQueue_other: '{{count}} dans la file d’attente, à partir de la place {{place}}',
    cancelled: 'annulée, facturée quand même',
    cancel: 'Annuler la demande {{number}}',
    refresh: 'Actualiser',
  },
};
