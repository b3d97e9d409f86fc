// What becomes of a request: its message while it is on its way, and why it went wrong. In German;
// values in {{braces}} are put in, `_one`, `_other` and so on are plural forms.

export const progress = {
  request: {
    preparing: 'Wird vorbereitet …',
    fetching: 'Das Bild wird geholt …',
    queued: 'In der Warteschlange, Platz {{place}}',
    submitting: 'Geht an den Anbieter …',
    working: '{{bar}} {{percent}} · noch etwa {{left}}',
    almost: '{{bar}} {{percent}} · gleich da',
    late: 'Das dauert länger als sonst. Das Bild kommt noch: hier oder, falls Discord das nicht mehr zulässt, auf anderem Weg.',
    seed_one: 'Seed {{seed}}',
    seed_other: 'Seeds {{seed}}',
    numbered: '**{{number}}** · {{words}}',
    ofImages_one: 'Bild {{numbers}}: {{words}}',
    ofImages_other: 'Bilder {{numbers}}: {{words}}',
    oneOf: 'Bild {{number}} von {{count}}: {{shown}}',
    shows: {
      imagine: '{{prompt}}',
      edit: 'Bearbeitetes Bild: {{prompt}}',
      remix: 'Bearbeiteter Avatar: {{prompt}}',
    },
    done: 'fertig',
    wentWrong: 'hat nicht geklappt; der Grund folgt',
    estimated: '{{cost}} (Listenpreis, der Anbieter hat keinen Preis genannt)',
    deletedToo_one: 'dazu {{cost}} für {{count}} gelöschtes Bild',
    deletedToo_other: 'dazu {{cost}} für {{count}} gelöschte Bilder',
    ready_one: '<@{{userId}}>, dein Bild ist fertig.',
    ready_other: '<@{{userId}}>, deine Bilder sind fertig.',
    kept_one: 'Das Bild ist fertig, aber Discord lässt es mich hier nicht posten. Du findest es mit `/verlauf`.',
    kept_other: 'Die Bilder sind fertig, aber Discord lässt sie mich hier nicht posten. Du findest sie mit `/verlauf`.',
    sentDirectly: 'Ich konnte das nicht in <#{{channelId}}> posten, deshalb ist es hier.',
    preset: 'Vorlage {{name}}',
    gone: '(ohne Prompt: AutoMod hat ihn auf diesem Server blockiert)',
    hiddenPrompt: 'verborgener Prompt',
    dropped: 'Der Bot wurde neu gestartet, bevor es losging. Es wurde nichts berechnet.',
    cancelled: 'Abgebrochen, bevor es losging. Es wurde nichts berechnet.',
    cancelAsked_one:
      'Abgebrochen. Der Anbieter hatte schon angefangen, deshalb wird dieses Bild trotzdem mit etwa {{cost}} berechnet.',
    cancelAsked_other:
      'Abgebrochen. Der Anbieter hatte schon angefangen, deshalb werden diese Bilder trotzdem mit etwa {{cost}} berechnet.',
    cancelledPaid_one:
      'Abgebrochen. Der Anbieter hatte schon angefangen und {{cost}} berechnet. Das Bild ist gespeichert, wird aber nicht gezeigt.',
    cancelledPaid_other:
      'Abgebrochen. Der Anbieter hatte schon angefangen und {{cost}} berechnet. Die Bilder sind gespeichert, werden aber nicht gezeigt.',
    stoppedPaid: 'Von der Moderation gestoppt. Der Anbieter hatte schon angefangen und {{cost}} berechnet.',
    undone: 'Rückgängig gemacht: Das ist das Bild vor der Bearbeitung.',
    inputRefused: 'Ein Ausgangsbild konnte nicht verwendet werden.',
    withdrawn: 'Diese Anfrage wurde abgelehnt.',
    notMade: 'nicht erstellt',
    missingImage_one: 'Das Bild ist hier nicht mehr gespeichert.',
    missingImage_other: '{{count}} Bilder sind hier nicht mehr gespeichert.',
    madePrivate: 'Dieser Server zeigt Antworten von Apps, die hier nicht installiert sind, nur dir.',
  },
  cancel: {
    charged: 'Der Anbieter hat mit diesem Bild schon begonnen, also wird es trotzdem berechnet, etwa {{cost}}.',
    someCharged_one:
      'Der Anbieter hat mit {{count}} dieser Bilder schon begonnen. Es wird trotzdem berechnet, etwa {{cost}}.',
    someCharged_other:
      'Der Anbieter hat mit {{count}} dieser Bilder schon begonnen. Sie werden trotzdem berechnet, zusammen etwa {{cost}}.',
    someFree_one: 'Das andere kann noch kostenlos abgebrochen werden.',
    someFree_other: 'Die anderen {{count}} können noch kostenlos abgebrochen werden.',
    kept_one: 'Wenn du abbrichst, wird es aufbewahrt, aber nicht gezeigt.',
    kept_other: 'Wenn du abbrichst, werden sie aufbewahrt, aber nicht gezeigt.',
    stopped_one: 'Wenn du abbrichst, sieht es niemand.',
    stopped_other: 'Wenn du abbrichst, sieht sie niemand.',
    freed_one: '{{count}} weiteres wurde vor dem Beginn abgebrochen und kostet nichts.',
    freed_other: '{{count}} weitere wurden vor dem Beginn abgebrochen und kosten nichts.',
    not: 'Nicht abgebrochen.',
  },
  deletion: {
    all_one:
      'Dieses Bild löschen? Es verschwindet überall, wo es steht, und aus `/verlauf`. Das lässt sich nicht rückgängig machen.',
    all_other:
      'Alle {{count}} Bilder löschen? Sie verschwinden überall, wo sie stehen, und aus `/verlauf`. Das lässt sich nicht rückgängig machen.',
    oneOf:
      'Bild {{number}} von {{count}} löschen? Es verschwindet überall, wo es steht, und aus `/verlauf`. Das lässt sich nicht rückgängig machen.',
    here: 'Dieses Bild von diesem Server entfernen? Wo es erstellt wurde, bleibt es.',
    charged_one: 'Es wurde berechnet, {{cost}}. Durch das Löschen kommt das Geld nicht zurück.',
    charged_other: 'Sie wurden berechnet, zusammen {{cost}}. Durch das Löschen kommt das Geld nicht zurück.',
    done: 'Gelöscht.',
    guestLeft:
      'Die Nachricht {{link}} kann dieser Bot nicht mehr entfernen: Wer sie gepostet hat oder ein Moderator dort muss sie löschen.',
    mayStay:
      'Eine Nachricht, an die dieser Bot nicht mehr herankommt, zeigt das Bild vielleicht noch: Löschen muss sie, wer sie gepostet hat, oder jemand von der Moderation dort.',
    already: 'Es ist schon gelöscht.',
    not: 'Es wurde nichts gelöscht.',
  },
  failure: {
    'provider-failed': 'Der Anbieter konnte das nicht erstellen: {{detail}}',
    refused: 'Der Anbieter hat diese Anfrage abgelehnt: {{detail}}',
    'request-too-large': 'Die Bilder sind zu groß für den Anbieter. Nimm kleinere oder weniger Bilder.',
    'bad-key':
      'Der Anbieter akzeptiert den Schlüssel dieses Bots nicht. Darum muss sich kümmern, wer den Bot betreibt.',
    'no-balance':
      'Der Anbieter bedient diesen Bot gerade nicht, vermutlich weil das Guthaben aufgebraucht ist. Das kann nur der Betreiber beheben.',
    'queue-timeout': 'Zu viele Bilder haben gewartet, und dieses kam nicht rechtzeitig dran.',
    'member-blocked': 'Dieser Server hat dich gesperrt, während deine Anfrage gewartet hat.',
    paused: 'Das Erstellen von Bildern wurde pausiert, während deine Anfrage gewartet hat.',
    'input-gone':
      '{{detail}} lässt sich nicht mehr abrufen: Der Link von Discord dazu ist abgelaufen. Häng das Bild noch einmal an.',
    'input-forbidden-address':
      '{{detail}} liegt an einem Ort, von dem keine Bilder geholt werden dürfen. Häng das Bild als Datei an.',
    'input-too-large': '{{detail}} ist zu groß: Mehr als 20 MiB gehen nicht. Speichere es kleiner, etwa als JPEG.',
    'input-too-many-pixels': '{{detail}} hat zu viele Pixel: Mehr als 50 Megapixel gehen nicht. Speichere es kleiner.',
    'input-not-an-image':
      '{{detail}} ist kein Bild, das hier gelesen werden kann. Nimm PNG, JPEG, WebP, GIF oder AVIF.',
    'input-heic':
      '{{detail}} ist ein HEIC-Bild, das hier nicht gelesen werden kann. Speichere es als JPEG: Auf einem iPhone schickst du es dir per Mail oder machst einen Screenshot davon.',
    'input-broken': '{{detail}} ist beschädigt oder abgeschnitten. Speichere es neu und versuch es noch einmal.',
    'input-bad-shape':
      '{{detail}} hat Maße, mit denen kein Modell arbeiten kann. Jede Seite muss mindestens 64 Pixel haben, und die lange Seite darf höchstens 8-mal so lang sein wie die kurze.',
    'input-too-many-unpaid':
      'Deine Bilder, die noch auf eine Bearbeitung warten oder nie bearbeitet wurden, belegen hier schon 100 MiB, und mehr ist nicht möglich. Versuch es in einer Stunde wieder oder mit einem kleineren Bild.',
    'input-unavailable': '{{detail}} konnte gerade nicht abgerufen werden. Versuch es gleich noch einmal.',
    'input-lost': 'Das Ausgangsbild ist hier nicht mehr gespeichert. Häng es noch einmal an.',
    'image-lost': 'Das Bild wurde erstellt, aber der Anbieter hat es verloren, bevor es abgeholt werden konnte.',
    'image-unreadable': 'Der Anbieter hat etwas geschickt, das kein Bild ist.',
    'image-too-large': 'Der Anbieter hat eine Datei geschickt, die für ein Bild zu groß ist.',
    unconfirmed: 'Die Antwort des Anbieters ging verloren, deshalb ist nicht bekannt, ob dieses Bild erstellt wurde.',
    restored:
      'Der Bot wurde auf einen früheren Stand zurückgesetzt, bei dem dieses Bild noch gewartet hat. Es wird nicht von selbst noch einmal angefragt, und hier wird dafür nichts verbucht. Falls es schon da war, bleibt es.',
    noReason: 'kein Grund genannt',
    nothingCharged: 'Es wurde nichts berechnet.',
    charged_one: 'Dafür hat der Anbieter {{cost}} berechnet.',
    charged_other: 'Dafür hat der Anbieter {{cost}} berechnet.',
    chargedEstimate: 'Dafür berechnet der Anbieter laut Preisliste {{cost}}.',
    mayBeCharged: 'Vielleicht wurde es berechnet; {{cost}} bleiben reserviert, bis das geklärt ist.',
  },
  figure: {
    percent: '{{value}} %',
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    labelled: '{{label}}: {{value}}',
  },
  window: { day: 'pro Tag', week: 'pro Woche', month: 'pro Monat', total: 'insgesamt' },
  windowName: { day: 'Tagesbudget', week: 'Wochenbudget', month: 'Monatsbudget', total: 'Gesamtbudget' },
};
