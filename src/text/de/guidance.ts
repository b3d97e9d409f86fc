// Finding one's way: help and status. In German; values in {{braces}} are put in, `_one`, `_other`
// and so on are plural forms.

export const guidance = {
  help: {
    description: 'Was du hier machen kannst',
    title: 'Was du hier machen kannst',
    notNow: '**Gerade nicht möglich**: {{reason}}',
    draw: '• **Erstellen**: `/imagine` und ein paar Worte, zum Beispiel „{{example}}“; mit `vorlage` in einem Stil.',
    drawSeveral:
      '• **Erstellen**: `/imagine` und ein paar Worte, zum Beispiel „{{example}}“; mit `anzahl` bis zu {{most}} auf einmal, mit `vorlage` in einem Stil.',
    example: 'ein Leuchtturm im Nebel, Ölgemälde',
    edit: '• **Bearbeiten**: `/bearbeiten` mit einer eigenen Datei, oder Apps → Bild bearbeiten bei jeder Nachricht mit einem Bild.',
    replyAny: '• **Antworte** auf ein Bild, erwähne {{bot}} und sag, was sich ändern soll.',
    replyOwn:
      '• **Antworte** auf eins meiner Bilder, erwähne {{bot}} und sag, was sich ändern soll. Für Bilder anderer nimm Apps → Bild bearbeiten.',
    direct: '• **Schreib mir**: Schick hier ein Bild und sag, was sich ändern soll. Einen Befehl brauchst du nicht.',
    guest:
      '• Du hast mich mitgebracht, und ich bin hier kein Mitglied: Ich kann keine Nachrichten sehen, deshalb kommen Antworten nicht bei mir an, und Vorlagen, Einstellungen und Moderation von hier gelten nicht. Befehle und Apps → Bild bearbeiten funktionieren.',
    own: '• **Deins**: `/verlauf` zeigt deine Bilder, `/vorlage liste` Stile, `/verbrauch ich` deine Kosten, `/status` deine Bilder in Arbeit, `/datenschutz exportieren` deine Daten.',
    cost: '• Ein Bild kostet etwa {{cost}}.',
    moderator:
      '• **Wenn du moderierst**: `/moderieren auftrag`, `/moderieren sperren`, `/verbrauch server`, `/verbrauch mitglied`, `/budget anzeigen`, Apps → Bilder und Kosten.',
    manager:
      '• **Wenn du den Server verwaltest**: `/einstellungen anzeigen`, `/budget festlegen standard`, `/budget gutschrift`, und Vorlagen für den ganzen Server.',
    host: '• **Wenn du den Bot betreibst**: `/verbrauch betreiber`, `/einstellungen pausieren überall`, `/moderieren freigeben berechnet`.',
  },
  status: {
    description: 'Wie es gerade aussieht: Anbieter, Warteschlange und deine Bilder in Arbeit',
    title: 'So sieht es gerade aus',
    provider: {
      silent:
        'Der Bildanbieter antwortet gerade nicht, deshalb wird nichts Neues angefangen. Nächster Versuch: {{when}}.',
      trying: 'Der Bildanbieter hat zuletzt nicht geantwortet. Das nächste Bild zeigt, ob er es wieder tut.',
      well: 'Beim Bildanbieter läuft alles normal.',
      quiet: 'Der Bildanbieter wurde in der letzten Stunde nicht gebraucht.',
      slowed_one: 'Der Bildanbieter bittet um Geduld: vorerst nur {{count}} Bild gleichzeitig.',
      slowed_other: 'Der Bildanbieter bittet um Geduld: vorerst nur {{count}} Bilder gleichzeitig.',
      some_one: 'Der Bildanbieter hatte zuletzt Probleme: beim einzigen Bild der letzten Stunde.',
      some_other:
        'Der Bildanbieter hatte zuletzt Probleme: in der letzten Stunde bei {{troubled}} von {{count}} Bildern.',
      bad_one: 'Der Bildanbieter hat große Probleme: auch beim einzigen Bild der letzten Stunde.',
      bad_other: 'Der Bildanbieter hat große Probleme: in der letzten Stunde bei {{troubled}} von {{count}} Bildern.',
    },
    typical: 'Ein Bild braucht etwa {{typical}}, neun von zehn höchstens {{most}}.',
    working_zero: 'Gerade wird nichts erstellt.',
    working_one: '{{count}} Bild wird gerade erstellt.',
    working_other: '{{count}} Bilder werden gerade erstellt.',
    waiting_zero: 'Die Warteschlange ist leer.',
    waiting_one: 'In der Warteschlange: {{count}}.',
    waiting_other: 'In der Warteschlange: {{count}}.',
    own: 'Deine Bilder',
    nothing: 'Von dir ist nichts unterwegs.',
    more: '-# und weitere',
    inProgress_one: '{{count}} wird erstellt',
    inProgress_other: '{{count}} werden erstellt',
    inQueue_one: '{{count}} in der Warteschlange, Platz {{place}}',
    inQueue_other: '{{count}} in der Warteschlange, ab Platz {{place}}',
    cancelled: 'abgebrochen, wird trotzdem berechnet',
    cancel: 'Nr. {{number}} abbrechen',
    refresh: 'Aktualisieren',
  },
};
