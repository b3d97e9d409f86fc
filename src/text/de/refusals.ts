// Why something cannot be done: limits, mistakes, rights. In German; values in {{braces}} are put
// in, `_one`, `_other` and so on are plural forms.

export const refusals = {
  denial: {
    rule: {
      member_one:
        'Du hast hier {{used}} von deinem {{window}} ({{limit}}, {{source}}) verbraucht, und dieses Bild kostet etwa {{cost}}.',
      member_other:
        'Du hast hier {{used}} von deinem {{window}} ({{limit}}, {{source}}) verbraucht, und diese {{count}} Bilder kosten etwa {{cost}}.',
      server_one:
        'Dieser Server hat {{used}} von seinem selbst gesetzten {{window}} ({{limit}}) verbraucht, und dieses Bild kostet etwa {{cost}}.',
      server_other:
        'Dieser Server hat {{used}} von seinem selbst gesetzten {{window}} ({{limit}}) verbraucht, und diese {{count}} Bilder kosten etwa {{cost}}.',
      'host-member_one':
        'Du hast {{used}} von dem {{window}} ({{limit}}) verbraucht, das jede Person bei diesem Bot hat, und dieses Bild kostet etwa {{cost}}.',
      'host-member_other':
        'Du hast {{used}} von dem {{window}} ({{limit}}) verbraucht, das jede Person bei diesem Bot hat, und diese {{count}} Bilder kosten etwa {{cost}}.',
      'host-server_one':
        'Dieser Server hat {{used}} von dem {{window}} ({{limit}}) verbraucht, das ihm zusteht, und dieses Bild kostet etwa {{cost}}.',
      'host-server_other':
        'Dieser Server hat {{used}} von dem {{window}} ({{limit}}) verbraucht, das ihm zusteht, und diese {{count}} Bilder kosten etwa {{cost}}.',
      host_one:
        'Das {{window}}, das sich alle Nutzer dieses Bots teilen, ist vorerst aufgebraucht, und dieses Bild kostet etwa {{cost}}.',
      host_other:
        'Das {{window}}, das sich alle Nutzer dieses Bots teilen, ist vorerst aufgebraucht, und diese {{count}} Bilder kosten etwa {{cost}}.',
    },
    held: 'Weitere {{reserved}} sind für Bilder reserviert, die gerade entstehen.',
    memberImages_one:
      'Dein {{window}} hier ({{source}}) reicht für {{count}} Bild. Verbraucht: {{used}}, jetzt angefragt: {{wanted}}.',
    memberImages_other:
      'Dein {{window}} hier ({{source}}) reicht für {{count}} Bilder. Verbraucht: {{used}}, jetzt angefragt: {{wanted}}.',
    serverImages_one:
      'Das {{window}} dieses Servers reicht für {{count}} Bild. Verbraucht: {{used}}, jetzt angefragt: {{wanted}}.',
    serverImages_other:
      'Das {{window}} dieses Servers reicht für {{count}} Bilder. Verbraucht: {{used}}, jetzt angefragt: {{wanted}}.',
    help: {
      member:
        'Wer diesen Server verwaltet, kann es mit `/budget festlegen mitglied` für dich erhöhen oder dir mit `/budget gutschrift` mehr gutschreiben.',
      server: 'Wer diesen Server verwaltet, kann es mit `/budget festlegen server` erhöhen.',
    },
    resets: 'Das Budget wird {{when}} zurückgesetzt.',
    resetsInVain: 'Das Budget wird {{when}} zurückgesetzt, reicht aber auch dann nicht für diese Anfrage.',
    never: 'Das Budget wird nicht zurückgesetzt.',
    neverByHost: 'Das Budget wird nicht zurückgesetzt; erhöhen kann es, wer den Bot betreibt.',
    memberConcurrency_one:
      'Von dir ist schon {{count}} Bild in Arbeit oder in der Warteschlange; das Limit für gleichzeitige Bilder liegt bei {{limit}}.',
    memberConcurrency_other:
      'Von dir sind schon {{count}} Bilder in Arbeit oder in der Warteschlange; das Limit für gleichzeitige Bilder liegt bei {{limit}}.',
    serverConcurrency_one:
      'Auf diesem Server ist schon {{count}} Bild in Arbeit oder in der Warteschlange; das Limit für gleichzeitige Bilder liegt bei {{limit}}.',
    serverConcurrency_other:
      'Auf diesem Server sind schon {{count}} Bilder in Arbeit oder in der Warteschlange; das Limit für gleichzeitige Bilder liegt bei {{limit}}.',
    memberConcurrencyWanted:
      'Du hast {{wanted}} Bilder angefragt. Dein Limit für gleichzeitige Bilder liegt bei {{limit}}; in Arbeit oder in der Warteschlange: {{open}}.',
    serverConcurrencyWanted:
      'Du hast {{wanted}} Bilder angefragt. Das Limit dieses Servers für gleichzeitige Bilder liegt bei {{limit}}; in Arbeit oder in der Warteschlange: {{open}}.',
    blocked: 'Die Moderation hat dich hier für Bilder gesperrt.',
    blockedReason: 'Der Grund: „{{reason}}“.',
    blockedUntil: 'Die Sperre endet {{when}}.',
    guild: 'Auf diesem Server ist dieser Bot nicht verfügbar. Welche Server er bedient, entscheidet, wer ihn betreibt.',
    direct: 'Dieser Bot ist nur auf ausgewählten Servern verfügbar. Nutz ihn dort.',
    userInstall: 'Dieser Bot funktioniert nur auf Servern, auf denen er installiert ist.',
  },
  refusal: {
    emptyPrompt: 'Der Prompt ist leer. Sag in ein paar Worten, was auf dem Bild zu sehen sein soll.',
    aspectRatio:
      '„{{value}}“ ist kein Seitenverhältnis, das dieses Modell kann. Schreib Breite:Höhe in ganzen Zahlen, von 21:9 bis 9:21, zum Beispiel 16:9.',
    sameAspectRatio:
      'Dieses Bild hat schon das Seitenverhältnis {{ratio}}. Wähl ein anderes. Es wurde nichts berechnet.',
    option: 'Ungültiger Wert für {{option}}: {{problem}}.',
    range: 'von {{least}} bis {{most}}',
    length: 'höchstens {{most}} Zeichen',
    unknownValue: 'möglich sind {{values}}',
    noOption: '„{{value}}“ ist keine Option. Schreib Optionen so: --seed 7 --steps 30.',
    model: '„{{value}}“ ist keins der Modelle dieses Bots: {{models}}.',
    safety: '`toleranz` darf hier höchstens {{most}} sein.',
    unknownRequest: 'Zu dieser Nachricht ist keine Anfrage mehr bekannt.',
    notYours: 'Das kann nur, wer dieses Bild angefragt hat.',
    notYoursOrModerator: 'Das kann nur, wer dieses Bild angefragt hat, oder die Moderation.',
    paused: 'Die Bilderstellung ist gerade pausiert. Versuch es später noch einmal.',
    pausedBecause: 'Die Bilderstellung ist gerade pausiert: {{reason}}',
    pausedEverywhere:
      'Der Betreiber dieses Bots hat die Bilderstellung überall pausiert. Versuch es später noch einmal.',
    pausedEverywhereBecause: 'Der Betreiber dieses Bots hat die Bilderstellung überall pausiert: {{reason}}',
    channel: 'In diesem Kanal können keine Bilder erstellt werden.',
    channelElsewhere: 'In diesem Kanal können keine Bilder erstellt werden. Versuch es in <#{{channel}}>.',
    role: 'Mit deinen Rollen hier kannst du keine Bilder erstellen.',
    roleOther:
      'Mit deinen Rollen hier kannst du keine Bilder erstellen. Mitglieder mit der Rolle <@&{{role}}> können es.',
    nameOne: { channels: 'Gib den Kanal an.', roles: 'Gib die Rolle an.' },
    everyoneRole: '@everyone geht hier nicht: Dann hätten alle auf dem Server diese Rechte. Wähle eine andere Rolle.',
    timeZone: '„{{value}}“ ist keine Zeitzone. Schreib eine wie Europe/Berlin.',
    unknownImage:
      'Damit ist auf diesem Server kein Bild zu finden. Gib einen Link zur Nachricht mit dem Bild oder die ID des Bildes an.',
    notAResult: 'Das ist kein Bild, das dieser Bot hier erstellt hat.',
    noLogChannel: 'Dieser Server hat keinen Kanal für Meldungen festgelegt. Wende dich direkt an die Moderation.',
    logChannelClosed: 'Deine Meldung konnte der Moderation nicht zugestellt werden. Wende dich direkt an sie.',
    channelPermissions:
      'In <#{{channel}}> kann ich nichts posten, mir fehlt dort: {{permissions}}. Erlaube mir das und gib den Befehl noch einmal ein.',
    channelKind: 'In <#{{channel}}> kann ich nichts posten. Wähle einen Text- oder Ankündigungskanal.',
    words: 'Dein Prompt enthält etwas, das dieser Server nicht erlaubt.',
    hostDecides:
      'Ob der Anbieter etwas berechnet hat, kann nur sagen, wer diesen Bot betreibt. Lass `berechnet` weg, um den Betrag Mitglied und Server zurückzugeben.',
    nothingUnconfirmed: 'Es gibt keinen unbestätigten Betrag mehr, über den zu entscheiden wäre.',
    hostOnly: 'Das kann nur sehen, wer diesen Bot betreibt.',
    dates: 'Gib beide Tage an, `von` und `bis`, im Format 2026-11-01; der erste darf nicht nach dem zweiten liegen.',
    serversOnly: 'Das geht nur auf einem Server, auf dem dieser Bot Mitglied ist.',
    moderatorsOnly: 'Das kann nur die Moderation dieses Servers.',
    managersOnly: 'Das kann nur, wer diesen Server verwaltet.',
    blockSelf: 'Du kannst dich nicht selbst sperren.',
    blockOwner: 'Der Besitzer dieses Servers kann nicht gesperrt werden.',
    blockManager: 'Wer diesen Server verwalten darf, kann nur von jemandem gesperrt werden, der das auch darf.',
    blockUnknown:
      'Niemand wurde gesperrt: Discord hat nicht mitgeteilt, welche Rechte dieses Mitglied hat. Versuche es in einer Minute erneut.',
    unblockSelf: 'Du kannst deine eigene Sperre nicht aufheben. Bitte jemand anderen aus der Moderation darum.',
    imageGone: 'Ein Ausgangsbild ist hier nicht mehr gespeichert. Häng es noch einmal an.',
    imagesBusy: 'Gerade werden zu viele Bilder verarbeitet. Versuch es in ein paar Sekunden wieder.',
    imageDeleted: 'Das Ausgangsbild wurde gelöscht.',
    noImageYet: 'Es gibt noch kein Bild, von dem man ausgehen kann.',
    noImageBefore: 'Vor diesem Bild gibt es keins.',
    noImageThere: 'In dieser Nachricht ist kein Bild.',
    shownAlready: 'Es wird hier schon allen gezeigt: {{link}}',
    noImageChosen: 'Es wurde kein Bild ausgewählt.',
    tooManyImages:
      'Das sind {{count}} Bilder, und mehr als {{most}} zusammen gehen nicht. Mit Apps → Bild bearbeiten kannst du auswählen.',
    unknownPreset:
      '„{{name}}“ ist keine Vorlage, die du hier verwenden kannst. `/vorlage liste` zeigt, welche es gibt.',
    builtInPreset: '„{{name}}“ bringt der Bot mit; diese Vorlage lässt sich nicht löschen.',
    emptyPreset: 'Eine Vorlage braucht einen Namen und einen Prompt.',
    tooManyPresets: 'Mehr als {{most}} Vorlagen gehen nicht. Lösch erst eine mit `/vorlage löschen`.',
    count: 'Möglich sind 1 bis {{most}} Bilder auf einmal.',
    whichImage:
      'Diese Nachricht zeigt {{count}} Bilder: {{numbers}}. Sag mit --image, welches du meinst: „mach eine Nachtszene daraus --image {{example}}“.',
    noSuchImage: 'Ein Bild {{number}} gibt es in dieser Nachricht nicht.',
    seed: 'Ein Seed ist eine ganze Zahl von 0 bis 4294967295.',
    draftGone: 'Dieses Formular ist nicht mehr offen. Fang dort neu an, wo du es geöffnet hast.',
    avatarsOffHere: 'Auf diesem Server dürfen Avatare nicht bearbeitet werden.',
    avatarNotAllowed: 'Diese Person lässt ihren Avatar nicht von anderen bearbeiten.',
    ambiguousAmount: '„{{value}}“ kann {{grouped}} oder {{decimal}} bedeuten. Schreib eins von beiden.',
    grantGone: 'Diese Gutschrift ist schon verbraucht, abgelaufen oder widerrufen.',
    changeGone: 'Das wartet nicht mehr auf eine Bestätigung. Benutze den Befehl noch einmal.',
    amount: '„{{value}}“ ist kein Betrag in US-Dollar. Schreib 5 oder 2,50.',
    amountZero: 'Eine Gutschrift muss größer als 0 sein.',
    amountTooLarge: '„{{value}}“ ist zu viel. Höchstens {{most}} sind möglich.',
    amountTooFine: '„{{value}}“ hat mehr als sechs Stellen nach dem Komma.',
    duration: '„{{value}}“ ist keine Zeitspanne. Schreib 30m, 12h, 7d oder 2w.',
    tooLate: 'Es ist schon fertig.',
    questionGone: 'Diese Frage ist nicht mehr offen. Fang dort neu an, wo du begonnen hast.',
    alreadyCancelled: 'Es ist schon abgebrochen.',
    finishedUnshown: 'Dein Bild ist fertig und liegt in `/verlauf`. Hier konnte es noch nicht gepostet werden.',
    providerSilent:
      'Der Bildanbieter antwortet gerade nicht, deshalb wird nichts Neues angefangen. Es wurde nichts berechnet. Nächster Versuch: {{when}}.',
    storage:
      'Der Bot kann gerade nichts speichern, deshalb wird nichts Neues angefangen. Es wurde nichts berechnet. Versuch es in einer Minute noch einmal.',
    tooFast: 'Das war zu viel auf einmal. Warte kurz, dann geht es weiter.',
    stopping: 'Der Bot wird gerade neu gestartet. Versuch es gleich noch einmal.',
    unknownCommand: 'Das gibt es so nicht mehr. Ruf den Befehl noch einmal auf.',
  },
  notice: {
    unshown_one: 'Dein Bild {{prompt}} ist fertig, aber ich konnte es nicht posten. Du findest es mit `/verlauf`.',
    unshown_other:
      'Deine Bilder {{prompt}} sind fertig, aber ich konnte sie nicht posten. Du findest sie mit `/verlauf`.',
    member: 'Du hast hier {{percent}} von deinem {{window}} ({{limit}}, {{source}}) verbraucht.',
    server: 'Dieser Server hat {{percent}} von seinem {{window}} ({{limit}}) verbraucht.',
    images_one: '{{count}} Bild',
    images_other: '{{count}} Bilder',
  },
  apology:
    'Bei uns ist etwas schiefgegangen, nicht bei dir. Passiert es wieder, sag dem Betreiber Bescheid. Referenz: {{reference}}',
  /** What stands in a prompt for a mention without a name that may be told. */
  mention: {
    somebody: 'jemand',
    role: 'eine Rolle',
    channel: 'ein Kanal',
  },
  chat: {
    noImage:
      'Hier ist kein Bild zum Bearbeiten. Antworte auf eine Nachricht mit einem Bild oder häng eins an, und sag, was sich ändern soll. Aus Worten allein macht `/imagine` ein Bild.',
    noPrompt: 'Sag, was sich auf dem Bild ändern soll: zum Beispiel „mach eine Nachtszene daraus --ar 16:9“.',
    cannotSee:
      'Ich kann das Bild in der Nachricht, auf die du geantwortet hast, nicht sehen. Nimm stattdessen das Menü der Nachricht: Apps → Bild bearbeiten.',
    wrongValue: '„{{value}}“ passt nicht zu --{{option}}. {{valid}}',
    notPrivate: '--private geht hier nicht. Nimm für ein privates Bild `/bearbeiten` und wähle `privat`.',
    writeWhole: 'Schreib eine ganze Zahl von {{least}} bis {{most}}.',
    writeNumber: 'Schreib eine Zahl von {{least}} bis {{most}}.',
    writeOneOf: 'Schreib einen dieser Werte: {{values}}.',
    writeSomething: 'Schreib etwas dahinter.',
    denied: 'Das kann ich gerade nicht für dich machen. `/verbrauch ich` zeigt, wo du stehst.',
    withheld: 'Das kann ich nicht machen.',
    missingPermissions:
      'In <#{{channel}}> kann ich nicht antworten. Mir fehlen dort Berechtigungen: {{permissions}}. Die Moderation kann das ändern; Slash-Befehle funktionieren trotzdem.',
  },
  permission: {
    ViewChannel: 'Kanal ansehen',
    SendMessages: 'Nachrichten senden',
    AttachFiles: 'Dateien anhängen',
    ReadMessageHistory: 'Nachrichtenverlauf anzeigen',
  },
};
