// Why something cannot be done: limits, mistakes, rights. In Brazilian Portuguese; values in
// {{braces}} are put in, `_one`, `_other` and so on are plural forms.

export const refusals = {
  denial: {
    rule: {
      member_one:
        'Você já usou {{used}} do seu limite {{window}} de {{limit}} aqui ({{source}}), e esta imagem custa cerca de {{cost}}.',
      member_many:
        'Você já usou {{used}} do seu limite {{window}} de {{limit}} aqui ({{source}}), e estas {{count}} imagens custam cerca de {{cost}}.',
      member_other:
        'Você já usou {{used}} do seu limite {{window}} de {{limit}} aqui ({{source}}), e estas {{count}} imagens custam cerca de {{cost}}.',
      server_one:
        'Este servidor já usou {{used}} do limite {{window}} de {{limit}} que ele mesmo definiu, e esta imagem custa cerca de {{cost}}.',
      server_many:
        'Este servidor já usou {{used}} do limite {{window}} de {{limit}} que ele mesmo definiu, e estas {{count}} imagens custam cerca de {{cost}}.',
      server_other:
        'Este servidor já usou {{used}} do limite {{window}} de {{limit}} que ele mesmo definiu, e estas {{count}} imagens custam cerca de {{cost}}.',
      'host-member_one':
        'Você já usou {{used}} do limite {{window}} de {{limit}} que cada pessoa tem neste bot, e esta imagem custa cerca de {{cost}}.',
      'host-member_many':
        'Você já usou {{used}} do limite {{window}} de {{limit}} que cada pessoa tem neste bot, e estas {{count}} imagens custam cerca de {{cost}}.',
      'host-member_other':
        'Você já usou {{used}} do limite {{window}} de {{limit}} que cada pessoa tem neste bot, e estas {{count}} imagens custam cerca de {{cost}}.',
      'host-server_one':
        'Este servidor já usou {{used}} do limite {{window}} de {{limit}} que tem neste bot, e esta imagem custa cerca de {{cost}}.',
      'host-server_many':
        'Este servidor já usou {{used}} do limite {{window}} de {{limit}} que tem neste bot, e estas {{count}} imagens custam cerca de {{cost}}.',
      'host-server_other':
        'Este servidor já usou {{used}} do limite {{window}} de {{limit}} que tem neste bot, e estas {{count}} imagens custam cerca de {{cost}}.',
      host_one:
        'O orçamento {{window}} comum a todos os usuários deste bot acabou por enquanto, e esta imagem custa cerca de {{cost}}.',
      host_many:
        'O orçamento {{window}} comum a todos os usuários deste bot acabou por enquanto, e estas {{count}} imagens custam cerca de {{cost}}.',
      host_other:
        'O orçamento {{window}} comum a todos os usuários deste bot acabou por enquanto, e estas {{count}} imagens custam cerca de {{cost}}.',
    },
    held: 'Outros {{reserved}} estão em reserva para imagens em criação.',
    memberImages_one:
      'Seu limite {{window}} aqui ({{source}}) é de {{count}} imagem. Você já usou {{used}}, e com este pedido seriam mais {{wanted}}.',
    memberImages_many:
      'Seu limite {{window}} aqui ({{source}}) é de {{count}} imagens. Você já usou {{used}}, e com este pedido seriam mais {{wanted}}.',
    memberImages_other:
      'Seu limite {{window}} aqui ({{source}}) é de {{count}} imagens. Você já usou {{used}}, e com este pedido seriam mais {{wanted}}.',
    serverImages_one:
      'O limite {{window}} deste servidor é de {{count}} imagem. Ele já usou {{used}}, e com este pedido seriam mais {{wanted}}.',
    serverImages_many:
      'O limite {{window}} deste servidor é de {{count}} imagens. Ele já usou {{used}}, e com este pedido seriam mais {{wanted}}.',
    serverImages_other:
      'O limite {{window}} deste servidor é de {{count}} imagens. Ele já usou {{used}}, e com este pedido seriam mais {{wanted}}.',
    help: {
      member:
        'Quem gerencia este servidor pode aumentá-lo para você com `/orçamento definir membro` ou conceder mais com `/orçamento conceder`.',
      server: 'Quem gerencia este servidor pode aumentá-lo com `/orçamento definir servidor`.',
    },
    resets: 'O limite se renova {{when}}.',
    resetsInVain: 'O limite se renova {{when}}, mas nem assim é suficiente para este pedido.',
    never: 'O limite não se renova.',
    neverByHost: 'O limite não se renova; quem hospeda o bot pode aumentá-lo.',
    memberConcurrency_one: 'Você já tem {{count}} imagem em criação ou na fila, e o máximo ao mesmo tempo é {{limit}}.',
    memberConcurrency_many:
      'Você já tem {{count}} imagens em criação ou na fila, e o máximo ao mesmo tempo é {{limit}}.',
    memberConcurrency_other:
      'Você já tem {{count}} imagens em criação ou na fila, e o máximo ao mesmo tempo é {{limit}}.',
    serverConcurrency_one:
      'Este servidor já tem {{count}} imagem em criação ou na fila, e o máximo ao mesmo tempo é {{limit}}.',
    serverConcurrency_many:
      'Este servidor já tem {{count}} imagens em criação ou na fila, e o máximo ao mesmo tempo é {{limit}}.',
    serverConcurrency_other:
      'Este servidor já tem {{count}} imagens em criação ou na fila, e o máximo ao mesmo tempo é {{limit}}.',
    memberConcurrencyWanted:
      'Você pediu {{wanted}} imagens. Seu máximo ao mesmo tempo é {{limit}}, e você já tem {{open}} em criação ou na fila.',
    serverConcurrencyWanted:
      'Você pediu {{wanted}} imagens. O máximo deste servidor ao mesmo tempo é {{limit}}, e ele já tem {{open}} em criação ou na fila.',
    blocked: 'Um moderador bloqueou você: você não pode criar imagens aqui.',
    blockedReason: 'Motivo: “{{reason}}”.',
    blockedUntil: 'O bloqueio termina {{when}}.',
    guild: 'Este bot não atende este servidor. Quem o hospeda decide quais servidores ele atende.',
    direct: 'Este bot só atende servidores escolhidos. Use-o neles.',
    userInstall: 'Este bot só funciona em servidores onde está instalado.',
  },
  refusal: {
    emptyPrompt: 'O prompt está vazio. Diga em poucas palavras o que deve aparecer na imagem.',
    aspectRatio:
      '“{{value}}” não é uma proporção que este modelo aceite. Escreva largura:altura em números inteiros, de 21:9 a 9:21, como 16:9.',
    sameAspectRatio: 'Esta imagem já está na proporção {{ratio}}. Escolha outra. Nada foi cobrado.',
    option: '{{option}} está fora do intervalo: {{problem}}.',
    range: 'de {{least}} a {{most}}',
    length: 'no máximo {{most}} caracteres',
    unknownValue: 'valores possíveis: {{values}}',
    noOption: '“{{value}}” não é uma opção. Escreva as opções assim: --seed 7 --steps 30.',
    model: '“{{value}}” não é um dos modelos deste bot: {{models}}.',
    safety: 'Aqui `tolerância` pode ser no máximo {{most}}.',
    unknownRequest: 'O pedido desta mensagem não é mais conhecido.',
    notYours: 'Só quem pediu esta imagem pode fazer isso.',
    notYoursOrModerator: 'Só quem pediu esta imagem, ou um moderador, pode fazer isso.',
    paused: 'As imagens estão pausadas por enquanto. Tente mais tarde.',
    pausedBecause: 'As imagens estão pausadas por enquanto: {{reason}}',
    pausedEverywhere: 'Quem hospeda este bot pausou a criação de imagens em todos os lugares. Tente mais tarde.',
    pausedEverywhereBecause: 'Quem hospeda este bot pausou a criação de imagens em todos os lugares: {{reason}}',
    channel: 'Não dá para criar imagens neste canal.',
    channelElsewhere: 'Não dá para criar imagens neste canal. Tente em <#{{channel}}>.',
    role: 'Seus cargos aqui não permitem criar imagens.',
    roleOther: 'Seus cargos aqui não permitem criar imagens. Membros com o cargo <@&{{role}}> podem.',
    nameOne: { channels: 'Informe o canal.', roles: 'Informe o cargo.' },
    everyoneRole: 'Não é possível escolher @everyone: todos no servidor teriam esses direitos. Escolha outro cargo.',
    timeZone: '“{{value}}” não é um fuso horário. Escreva um como America/Sao_Paulo.',
    unknownImage:
      'Nenhuma imagem deste servidor foi encontrada com isso. Informe um link para a mensagem dela ou o ID.',
    notAResult: 'Esta não é uma imagem que este bot tenha criado aqui.',
    noLogChannel: 'Este servidor não definiu um canal para denúncias. Fale direto com um moderador.',
    logChannelClosed: 'Sua denúncia não pôde ser enviada aos moderadores deste servidor. Fale direto com um deles.',
    channelPermissions:
      'Não posso publicar em <#{{channel}}>, lá me falta: {{permissions}}. Conceda isso e use o comando de novo.',
    channelKind: 'Não posso publicar em <#{{channel}}>. Escolha um canal de texto ou de anúncios.',
    words: 'Seu prompt contém algo que este servidor não permite.',
    hostDecides:
      'Só quem hospeda este bot pode dizer o que o provedor cobrou. Deixe `cobrado` de fora para devolver o valor ao membro e ao servidor.',
    nothingUnconfirmed: 'Não há mais nenhuma cobrança sem confirmação para decidir.',
    hostOnly: 'Só quem hospeda este bot pode ver isso.',
    dates: 'Informe os dois dias, `de` e `até`, como 2026-11-01; o primeiro não pode vir depois do segundo.',
    serversOnly: 'Isso só pode ser feito em um servidor que tenha este bot como membro.',
    moderatorsOnly: 'Só os moderadores deste servidor podem fazer isso.',
    managersOnly: 'Só quem gerencia este servidor pode fazer isso.',
    blockSelf: 'Você não pode bloquear a si mesmo.',
    blockOwner: 'O dono deste servidor não pode ser bloqueado.',
    blockManager: 'Só quem gerencia este servidor pode bloquear alguém que pode gerenciá-lo.',
    blockUnknown:
      'Ninguém foi bloqueado: o Discord não informou as permissões deste membro. Tente de novo em um minuto.',
    unblockSelf: 'Você não pode remover o seu próprio bloqueio. Peça a outro moderador.',
    imageGone: 'Uma imagem de origem não está mais guardada aqui. Anexe-a de novo.',
    imagesBusy: 'Há imagens demais sendo processadas no momento. Tente de novo em alguns segundos.',
    imageDeleted: 'A imagem de origem foi excluída.',
    noImageYet: 'Não há imagem para usar como ponto de partida.',
    noImageBefore: 'Não há imagem antes desta.',
    noImageThere: 'Não há imagem nesta mensagem.',
    shownAlready: 'Ela já está visível para todos aqui: {{link}}',
    noImageChosen: 'Nenhuma imagem foi escolhida.',
    tooManyImages:
      'São {{count}} imagens, e o máximo de uma vez é {{most}}. Em Aplicativos → Editar imagem você pode escolher.',
    unknownPreset: '“{{name}}” não é um preset que você possa usar aqui. Veja quais existem com `/preset lista`.',
    builtInPreset: '“{{name}}” vem com o bot e não pode ser excluído.',
    emptyPreset: 'Um preset precisa de um nome e de um prompt.',
    tooManyPresets: 'O máximo são {{most}} presets. Exclua um antes, com `/preset excluir`.',
    count: 'Peça de 1 a {{most}} imagens de uma vez.',
    whichImage:
      'Esta mensagem mostra {{count}} imagens: {{numbers}}. Diga qual com --image: “transforme em noite --image {{example}}”.',
    noSuchImage: 'Não há imagem {{number}} nesta mensagem.',
    seed: 'Uma seed é um número inteiro de 0 a 4294967295.',
    draftGone: 'Este formulário não está mais aberto. Abra-o de novo a partir de onde você começou.',
    avatarsOffHere: 'Este servidor não permite editar avatares.',
    avatarNotAllowed: 'Esta pessoa não permite que outros editem o avatar dela.',
    ambiguousAmount: '“{{value}}” pode significar {{grouped}} ou {{decimal}}. Escreva um dos dois.',
    grantGone: 'Este crédito extra já acabou, venceu ou foi revogado.',
    changeGone: 'Isto não está mais aguardando confirmação. Use o comando de novo.',
    amount: '“{{value}}” não é um valor em dólares. Escreva 5 ou 2,50.',
    amountZero: 'O crédito extra deve ser maior que 0.',
    amountTooLarge: '“{{value}}” é demais. O máximo é {{most}}.',
    amountTooFine: '“{{value}}” tem mais de seis casas decimais.',
    duration: '“{{value}}” não é uma duração. Escreva 30m, 12h, 7d ou 2w (minutos, horas, dias, semanas).',
    tooLate: 'Já terminou.',
    questionGone: 'Esta pergunta não está mais aberta. Recomece de onde você começou.',
    alreadyCancelled: 'Já foi cancelado.',
    finishedUnshown: 'Sua imagem está pronta e guardada em `/histórico`. Ainda não foi possível publicá-la aqui.',
    providerSilent:
      'O provedor de imagens não está respondendo, então nada novo é iniciado. Nada foi cobrado. Próxima tentativa: {{when}}.',
    storage:
      'O bot não consegue salvar nada no momento, então nada novo é iniciado. Nada foi cobrado. Tente de novo em um minuto.',
    tooFast: 'Foi coisa demais de uma vez. Espere um pouco e continue.',
    stopping: 'O bot está sendo reiniciado. Tente de novo daqui a pouco.',
    unknownCommand: 'Isto não está mais disponível. Use o comando de novo.',
  },
  notice: {
    unshown_one: 'Sua imagem {{prompt}} está pronta, mas não consegui publicá-la. Você a encontra com `/histórico`.',
    unshown_many:
      'Suas imagens {{prompt}} estão prontas, mas não consegui publicá-las. Você as encontra com `/histórico`.',
    unshown_other:
      'Suas imagens {{prompt}} estão prontas, mas não consegui publicá-las. Você as encontra com `/histórico`.',
    member: 'Você usou {{percent}} do seu limite {{window}} aqui ({{limit}}, {{source}}).',
    server: 'Este servidor usou {{percent}} do orçamento {{window}} dele ({{limit}}).',
    images_one: '{{count}} imagem',
    images_many: '{{count}} imagens',
    images_other: '{{count}} imagens',
  },
  apology:
    'Algo deu errado do nosso lado, não do seu. Se acontecer de novo, avise o operador do bot. Referência: {{reference}}',
  /** What stands in a prompt for a mention without a name that may be told. */
  mention: {
    somebody: 'alguém',
    role: 'um cargo',
    channel: 'um canal',
  },
  chat: {
    noImage:
      'Não há imagem para editar. Responda a uma mensagem com uma imagem, ou anexe uma, e diga o que mudar. Para criar só com palavras, use `/imaginar`.',
    noPrompt: 'Diga o que mudar na imagem; por exemplo: “transforme em noite --ar 16:9”.',
    cannotSee:
      'Não consigo ver a imagem da mensagem à qual você respondeu. Use o menu dela: Aplicativos → Editar imagem.',
    wrongValue: '“{{value}}” não serve para --{{option}}. {{valid}}',
    notPrivate: '--private não funciona aqui. Para uma imagem privada, use `/editar` e escolha `privado`.',
    writeWhole: 'Escreva um número inteiro de {{least}} a {{most}}.',
    writeNumber: 'Escreva um número de {{least}} a {{most}}.',
    writeOneOf: 'Escreva um destes valores: {{values}}.',
    writeSomething: 'Escreva algo depois.',
    denied: 'Não posso fazer isso para você agora. Veja a sua situação com `/uso meu`.',
    withheld: 'Não posso fazer isso.',
    missingPermissions:
      'Não consigo responder em <#{{channel}}> porque lá me faltam permissões: {{permissions}}. Um moderador pode mudar isso; os comandos de barra funcionam mesmo assim.',
  },
  permission: {
    ViewChannel: 'Ver canal',
    SendMessages: 'Enviar mensagens',
    AttachFiles: 'Anexar arquivos',
    ReadMessageHistory: 'Ver histórico de mensagens',
  },
};
