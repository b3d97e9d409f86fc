// Finding one's way: help and status. In Brazilian Portuguese; values in {{braces}} are put in,
// `_one`, `_other` and so on are plural forms.

export const guidance = {
  help: {
    description: 'O que você pode fazer aqui',
    title: 'O que você pode fazer aqui',
    notNow: '**Agora não dá**: {{reason}}',
    draw: '• **Crie**: `/imaginar` e algumas palavras, por exemplo “{{example}}”; `preset` para um estilo.',
    drawSeveral:
      '• **Crie**: `/imaginar` e algumas palavras, por exemplo “{{example}}”; `quantidade` para até {{most}} de uma vez, `preset` para um estilo.',
    example: 'um farol na neblina, pintura a óleo',
    edit: '• **Edite**: `/editar` com um arquivo seu, ou Aplicativos → Editar imagem em qualquer mensagem com uma imagem.',
    replyAny: '• **Responda** a uma imagem, mencione {{bot}} e diga o que mudar.',
    replyOwn:
      '• **Responda** a uma das minhas imagens, mencione {{bot}} e diga o que mudar. Para imagens de outras pessoas, use Aplicativos → Editar imagem.',
    direct: '• **Escreva para mim**: mande uma imagem aqui e diga o que mudar. Não precisa de comando.',
    guest:
      '• Você me trouxe e eu não sou membro daqui: não vejo as mensagens, então as respostas não chegam a mim, e os presets, as configurações e os moderadores deste lugar não valem. Os comandos e Aplicativos → Editar imagem funcionam.',
    own: '• **O que é seu**: `/histórico` imagens, `/preset lista` estilos, `/uso meu` custos, `/status` o que está sendo criado, `/privacidade exportar` seus dados.',
    cost: '• Uma imagem custa cerca de {{cost}}.',
    moderator:
      '• **Para moderar**: `/moderar tarefa`, `/moderar bloquear`, `/uso servidor`, `/uso membro`, `/orçamento ver`, Aplicativos → Uso de imagens.',
    manager:
      '• **Para gerenciar**: `/configurações ver`, `/orçamento definir padrão`, `/orçamento conceder`, e presets para todo o servidor.',
    host: '• **Para quem hospeda o bot**: `/uso host`, `/configurações pausar em_todos`, `/moderar liberar cobrado`.',
  },
  status: {
    description: 'Como estão as coisas: o provedor, a fila e as suas imagens a caminho',
    title: 'Como estão as coisas',
    provider: {
      silent: 'O provedor de imagens não está respondendo, então nada novo é iniciado. Próxima tentativa: {{when}}.',
      trying: 'O provedor de imagens não estava respondendo. A próxima imagem vai testar se ele voltou.',
      well: 'O provedor de imagens está funcionando normalmente.',
      quiet: 'O provedor de imagens não foi usado na última hora.',
      slowed_one: 'O provedor de imagens pede paciência: por enquanto, {{count}} imagem por vez.',
      slowed_many: 'O provedor de imagens pede paciência: por enquanto, {{count}} imagens por vez.',
      slowed_other: 'O provedor de imagens pede paciência: por enquanto, {{count}} imagens por vez.',
      some_one: 'O provedor de imagens teve problemas com a única imagem da última hora.',
      some_many:
        'O provedor de imagens teve alguns problemas, que afetaram {{troubled}} de {{count}} imagens na última hora.',
      some_other:
        'O provedor de imagens teve alguns problemas, que afetaram {{troubled}} de {{count}} imagens na última hora.',
      bad_one: 'O provedor de imagens está com problemas sérios, que afetaram a única imagem da última hora.',
      bad_many:
        'O provedor de imagens está com problemas sérios, que afetaram {{troubled}} de {{count}} imagens na última hora.',
      bad_other:
        'O provedor de imagens está com problemas sérios, que afetaram {{troubled}} de {{count}} imagens na última hora.',
    },
    typical: 'Uma imagem leva cerca de {{typical}}; nove em cada dez, no máximo {{most}}.',
    working_zero: 'Nada está sendo criado.',
    working_one: '{{count}} imagem está sendo criada.',
    working_many: '{{count}} imagens estão sendo criadas.',
    working_other: '{{count}} imagens estão sendo criadas.',
    waiting_zero: 'Ninguém está esperando.',
    waiting_one: '{{count}} espera a vez.',
    waiting_many: '{{count}} esperam a vez.',
    waiting_other: '{{count}} esperam a vez.',
    own: 'Suas imagens',
    nothing: 'Nenhuma está a caminho.',
    more: '-# e mais',
    inProgress_one: '{{count}} em criação',
    inProgress_many: '{{count}} em criação',
    inProgress_other: '{{count}} em criação',
    inQueue_one: '{{count}} na fila, posição {{place}}',
    inQueue_many: '{{count}} na fila, a partir da posição {{place}}',
    inQueue_other: '{{count}} na fila, a partir da posição {{place}}',
    cancelled: 'cancelamento pedido, com cobrança',
    cancel: 'Cancelar {{number}}',
    refresh: 'Atualizar',
  },
};
