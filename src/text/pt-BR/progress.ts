// What becomes of a request: its message while it is on its way, and why it went wrong. In
// Brazilian Portuguese; values in {{braces}} are put in, `_one`, `_other` and so on are plural
// forms.

export const progress = {
  request: {
    preparing: 'Preparando…',
    fetching: 'Baixando a imagem…',
    queued: 'Na fila, posição {{place}}',
    submitting: 'Enviando ao provedor…',
    working: '{{bar}} {{percent}} · faltam cerca de {{left}}',
    almost: '{{bar}} {{percent}} · quase lá',
    late: 'Está demorando mais que o normal. Vai chegar mesmo assim, aqui ou, se o Discord não permitir mais, por outro caminho.',
    seed_one: 'seed {{seed}}',
    seed_many: 'seeds {{seed}}',
    seed_other: 'seeds {{seed}}',
    numbered: '**{{number}}** · {{words}}',
    ofImages_one: 'Imagem {{numbers}}: {{words}}',
    ofImages_many: 'Imagens {{numbers}}: {{words}}',
    ofImages_other: 'Imagens {{numbers}}: {{words}}',
    oneOf: 'Imagem {{number}} de {{count}}: {{shown}}',
    shows: {
      imagine: '{{prompt}}',
      edit: 'Imagem editada: {{prompt}}',
      remix: 'Avatar editado: {{prompt}}',
    },
    done: 'pronta',
    wentWrong: 'não saiu; o motivo aparece em seguida',
    estimated: '{{cost}} (preço de tabela: o provedor não informou o valor)',
    deletedToo_one: 'mais {{cost}} por {{count}} imagem excluída',
    deletedToo_many: 'mais {{cost}} por {{count}} imagens excluídas',
    deletedToo_other: 'mais {{cost}} por {{count}} imagens excluídas',
    ready_one: '<@{{userId}}>, sua imagem está pronta.',
    ready_many: '<@{{userId}}>, suas imagens estão prontas.',
    ready_other: '<@{{userId}}>, suas imagens estão prontas.',
    kept_one: 'A imagem está pronta, mas o Discord não me deixa publicá-la aqui. Você a encontra com `/histórico`.',
    kept_many:
      'As imagens estão prontas, mas o Discord não me deixa publicá-las aqui. Você as encontra com `/histórico`.',
    kept_other:
      'As imagens estão prontas, mas o Discord não me deixa publicá-las aqui. Você as encontra com `/histórico`.',
    sentDirectly: 'Não consegui publicar isto em <#{{channelId}}>, então aqui está.',
    preset: 'preset {{name}}',
    gone: '(o prompt não é mostrado: o AutoMod deste servidor o recusou)',
    hiddenPrompt: 'prompt oculto',
    dropped: 'O bot foi reiniciado antes de começar isto. Nada foi cobrado.',
    cancelled: 'Cancelado antes de começar. Nada foi cobrado.',
    cancelAsked_one:
      'Cancelado. O provedor já tinha começado, então esta imagem é cobrada mesmo assim, cerca de {{cost}}.',
    cancelAsked_many:
      'Cancelado. O provedor já tinha começado, então estas imagens são cobradas mesmo assim, cerca de {{cost}}.',
    cancelAsked_other:
      'Cancelado. O provedor já tinha começado, então estas imagens são cobradas mesmo assim, cerca de {{cost}}.',
    cancelledPaid_one:
      'Cancelado. O provedor já tinha começado e cobrou {{cost}}. A imagem foi guardada, mas não é mostrada.',
    cancelledPaid_many:
      'Cancelado. O provedor já tinha começado e cobrou {{cost}}. As imagens foram guardadas, mas não são mostradas.',
    cancelledPaid_other:
      'Cancelado. O provedor já tinha começado e cobrou {{cost}}. As imagens foram guardadas, mas não são mostradas.',
    stoppedPaid: 'Interrompido por um moderador. O provedor já tinha começado e cobrou {{cost}}.',
    undone: 'Desfeito: esta é a imagem de antes da edição.',
    inputRefused: 'Uma das imagens de origem não pôde ser usada.',
    withdrawn: 'Este pedido foi recusado.',
    notMade: 'não criada',
    missingImage_one: 'A imagem não está mais guardada aqui.',
    missingImage_many: '{{count}} imagens não estão mais guardadas aqui.',
    missingImage_other: '{{count}} imagens não estão mais guardadas aqui.',
    madePrivate: 'Este servidor mostra só a você as respostas de apps que não estão instalados aqui.',
  },
  cancel: {
    charged: 'O provedor já começou esta imagem, então ela é cobrada mesmo assim, cerca de {{cost}}.',
    someCharged_one: 'O provedor já começou {{count}} destas imagens, que é cobrada mesmo assim, cerca de {{cost}}.',
    someCharged_many:
      'O provedor já começou {{count}} destas imagens, que são cobradas mesmo assim, cerca de {{cost}} no total.',
    someCharged_other:
      'O provedor já começou {{count}} destas imagens, que são cobradas mesmo assim, cerca de {{cost}} no total.',
    someFree_one: 'A outra ainda pode ser cancelada de graça.',
    someFree_many: 'As outras {{count}} ainda podem ser canceladas de graça.',
    someFree_other: 'As outras {{count}} ainda podem ser canceladas de graça.',
    kept_one: 'Se você cancelar, ela é guardada, mas não é mostrada.',
    kept_many: 'Se você cancelar, elas são guardadas, mas não são mostradas.',
    kept_other: 'Se você cancelar, elas são guardadas, mas não são mostradas.',
    stopped_one: 'Se você cancelar, ninguém vai vê-la.',
    stopped_many: 'Se você cancelar, ninguém vai vê-las.',
    stopped_other: 'Se você cancelar, ninguém vai vê-las.',
    freed_one: 'Mais {{count}} foi cancelada antes de começar e não custa nada.',
    freed_many: 'Mais {{count}} foram canceladas antes de começar e não custam nada.',
    freed_other: 'Mais {{count}} foram canceladas antes de começar e não custam nada.',
    not: 'Não foi cancelado.',
  },
  deletion: {
    all_one: 'Excluir esta imagem? Ela some de todos os lugares onde aparece e do `/histórico`. Não dá para desfazer.',
    all_many:
      'Excluir as {{count}} imagens? Elas somem de todos os lugares onde aparecem e do `/histórico`. Não dá para desfazer.',
    all_other:
      'Excluir as {{count}} imagens? Elas somem de todos os lugares onde aparecem e do `/histórico`. Não dá para desfazer.',
    oneOf:
      'Excluir a imagem {{number}} de {{count}}? Ela some de todos os lugares onde aparece e do `/histórico`. Não dá para desfazer.',
    here: 'Remover esta imagem deste servidor? Ela continua onde foi criada.',
    charged_one: 'Ela foi cobrada, {{cost}}, e excluí-la não devolve o dinheiro.',
    charged_many: 'Elas foram cobradas, {{cost}} no total, e excluí-las não devolve o dinheiro.',
    charged_other: 'Elas foram cobradas, {{cost}} no total, e excluí-las não devolve o dinheiro.',
    done: 'Excluído.',
    guestLeft:
      'Este bot não consegue mais remover a mensagem {{link}}: quem a publicou ou um moderador de lá precisa excluí-la.',
    mayStay:
      'Uma mensagem que este bot não alcança mais talvez ainda a mostre: quem a publicou, ou alguém da moderação de lá, precisa excluí-la.',
    already: 'Já foi excluído.',
    not: 'Nada foi excluído.',
  },
  failure: {
    'provider-failed': 'O provedor não conseguiu criar isto: {{detail}}',
    refused: 'O provedor recusou este pedido: {{detail}}',
    'request-too-large': 'As imagens são grandes demais para o provedor. Use imagens menores ou em menor número.',
    'bad-key': 'O provedor não aceita a chave deste bot. Quem hospeda o bot precisa verificar.',
    'no-balance':
      'O provedor não está atendendo este bot no momento, provavelmente porque o saldo acabou. Só o operador pode resolver isso.',
    'queue-timeout': 'Havia imagens demais na fila, e a vez desta não chegou a tempo.',
    'member-blocked': 'Este servidor bloqueou você enquanto seu pedido esperava.',
    paused: 'A criação de imagens foi pausada enquanto seu pedido esperava.',
    'input-gone': 'Não dá mais para baixar {{detail}}: o link do Discord expirou. Anexe o arquivo de novo.',
    'input-forbidden-address':
      '{{detail}} está em um lugar de onde não é permitido baixar imagens. Anexe a imagem como arquivo.',
    'input-too-large': '{{detail}} é grande demais: o máximo são 20 MiB. Salve uma versão menor, em JPEG por exemplo.',
    'input-too-many-pixels': '{{detail}} tem pixels demais: o máximo são 50 megapixels. Salve uma versão menor.',
    'input-not-an-image': '{{detail}} não é uma imagem que dê para ler aqui. Use PNG, JPEG, WebP, GIF ou AVIF.',
    'input-heic':
      '{{detail}} é uma imagem HEIC, que não dá para ler aqui. Salve como JPEG: no iPhone, mande para o seu próprio e-mail ou tire um print.',
    'input-broken': '{{detail}} está com defeito ou incompleto. Salve o arquivo de novo e tente outra vez.',
    'input-bad-shape':
      '{{detail}} tem dimensões que nenhum modelo consegue usar. Cada lado precisa ter pelo menos 64 pixels, e o lado maior pode ter no máximo 8 vezes o menor.',
    'input-too-many-unpaid':
      'Suas imagens que aguardam edição, ou que nunca foram editadas, já ocupam 100 MiB aqui, que é o máximo. Tente de novo daqui a uma hora ou com uma imagem menor.',
    'input-unavailable': 'Não deu para baixar {{detail}} agora. Tente de novo daqui a pouco.',
    'input-lost': 'A imagem de origem não está mais guardada aqui. Anexe-a de novo.',
    'image-lost': 'A imagem foi criada, mas o provedor a perdeu antes que desse para baixá-la.',
    'image-unreadable': 'O provedor enviou algo que não é uma imagem.',
    'image-too-large': 'O provedor enviou um arquivo grande demais para ser uma imagem.',
    unconfirmed: 'A resposta do provedor se perdeu, então não se sabe se esta imagem foi criada.',
    restored:
      'O bot foi restaurado para um momento anterior, em que esta imagem ainda estava na fila. Ela não é pedida de novo automaticamente, e nada é contado por ela aqui. Se já tinha chegado, ela fica.',
    noReason: 'o motivo não foi informado',
    nothingCharged: 'Nada foi cobrado.',
    charged_one: 'O provedor cobrou {{cost}} por esta imagem.',
    charged_many: 'O provedor cobrou {{cost}} por estas imagens.',
    charged_other: 'O provedor cobrou {{cost}} por estas imagens.',
    chargedEstimate: 'O provedor cobra por isso: {{cost}}, pela tabela de preços.',
    mayBeCharged: 'Pode ter sido cobrado; {{cost}} ficam em reserva até que se saiba.',
  },
  figure: {
    percent: '{{value}}%',
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    labelled: '{{label}}: {{value}}',
  },
  window: { day: 'por dia', week: 'por semana', month: 'por mês', total: 'no total' },
  windowName: { day: 'diário', week: 'semanal', month: 'mensal', total: 'total' },
};
