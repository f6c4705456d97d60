/// The words by which clients of many languages introduce another mail.
enum QuoteWords {
    /// Verbs of "… wrote:". Matched as whole words.
    static let wrote: Set<String> = [
        "wrote", "writes", "schrieb", "scritto", "scrive", "scriveva", "napisał", "napisała", "napisał(a", "napisal",
        "pisze",
        "napisał/a", "napisano", "escribió", "escribio", "escribe", "escreveu", "escreve", "пишет", "написал",
        "написала",
        "написал(а", "написал(-а", "написав", "написала", "написав(-ла", "написав(ла", "пише", "écrit", "ecrit",
        "schreef", "geschreven",
        "skrev", "kirjoitti", "написа", "yazdı", "írta", "napsal", "napsal(a", "a scris", "έγραψε", "wrote:(", "写道",
        "said", "schreibt", "geschrieben", "napísal", "napísal(a",
        "寫道", "napisao", "napisala", "menulis", "viết", "작성", "เขียนว่า",
    ]

    /// The same, for bytes.
    static let wroteTable = PhraseTable(wrote)

    /// The first words of an introduction, in lower case.
    static let starts: Set<String> = [
        "on", "at", "în", "am", "den", "il", "le", "el", "em", "op", "w", "dnia", "dn", "у", "в", "во", "від", "от",
        "pe",
        "dne", "dňa",
        "a", "quoting", "from", "zitat", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday",
        "wednesday",
        "thursday", "friday", "saturday", "sunday", "montag", "dienstag", "mittwoch", "donnerstag", "freitag",
        "samstag",
        "sonntag", "mo", "di", "mi", "do", "fr", "sa", "so", "lun", "mar", "mer", "gio", "ven", "sab", "dom", "lunedì",
        "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica", "pon", "wt", "śr", "czw", "pt", "sob",
        "niedz",
        "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela", "пн", "вт", "ср", "чт", "пт",
        "сб", "вс",
        "нд", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье", "понеділок",
        "вівторок",
        "середа", "четвер", "п'ятниця", "субота", "неділя", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
        "dimanche", "seg", "ter", "qua", "qui", "sex", "sáb", "segunda", "terça", "quarta", "quinta", "sexta",
        "maandag",
        "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "mié", "jue", "vie", "lunes", "martes",
        "miércoles", "jueves", "viernes", "sábado", "domingo", "jeu", "sam", "dim", "在", "message", "napisane",
    ]

    /// What a line between dashes says when a mail follows below it. Looked for anywhere in the line.
    static let separators = [
        "original message", "forwarded message", "forwarded by", "forward message", "replied message", "reply message",
        "original appointment", "original mail", "original email", "forwarded mail", "forwarded letter",
        "weitergeleitet",
        "ursprüngliche nachricht", "urspr. nachricht", "original-nachricht", "originalnachricht", "original nachricht",
        "ursprüngliche mail", "messaggio originale", "messaggio inoltrato", "messaggio originario", "original-message",
        "wiadomość oryginalna", "oryginalna wiadomość", "wiadomosc oryginalna", "wiadomość przekazana",
        "przekazana wiadomość", "przesłana wiadomość", "treść przekazanej wiadomości", "wiadomość źródłowa",
        "mensaje original", "mensaje reenviado", "mensaje original", "исходное сообщение", "пересылаемое сообщение",
        "пересланное сообщение", "оригинальное сообщение", "перенаправленное сообщение", "конец пересылаемого",
        "вихідне повідомлення", "оригінальне повідомлення", "переслане повідомлення", "пересилається повідомлення",
        "message d'origine", "message d’origine", "message original", "message transféré", "message initial",
        "message transmis", "mensagem original", "mensagem encaminhada", "mensagem reencaminhada",
        "oorspronkelijk bericht", "doorgestuurd bericht", "origineel bericht", "oorspronkelijke bericht",
        "ursprungligt meddelande", "oprindelig meddelelse", "opprinnelig melding", "původní zpráva", "eredeti üzenet",
        "alkuperäinen viesti", "orijinal mesaj", "原始邮件", "原邮件", "转发邮件", "元のメッセージ", "원본 메시지",
        "oprindelig besked", "courriel original", "mail original", "missatge original", "mesaj original",
        "původní e-mail",
        "pôvodná správa", "originalmeddelande", "izvorna poruka", "원본 이메일", "reply separator", "ursprüngliche e-mail",
        "originele mail", "oryginalny e-mail", "treść oryginalnej wiadomości", "исходное письмо", "пересылаемое письмо",
        "оригінал повідомлення", "orijinal ileti", "eredeti levél",
    ]

    /// Lines, whole, after which a forwarded mail begins. In lower case, without the colon.
    static let forwards: Set<String> = [
        "begin forwarded message", "inizio messaggio inoltrato", "anfang der weitergeleiteten nachricht",
        "anfang der weitergeleiteten e-mail", "début du message réexpédié", "début du message transféré",
        "comienzo del mensaje reenviado", "inicio del mensaje reenviado", "rozpoczęto przekazywaną wiadomość",
        "początek przekazywanej wiadomości", "początek przekierowanej wiadomości", "начало переадресованного сообщения",
        "начало переадресованного письма", "початок переадресованого повідомлення", "початок листа, що пересилається",
        "begin doorgestuurd bericht", "início da mensagem encaminhada", "início da mensagem reencaminhada",
    ]

    /// What ticket systems write above what they send. Looked for anywhere in the line.
    static let replyAbove = [
        "reply above this line", "type your reply above", "please reply above", "write above this line",
        "antworten sie oberhalb dieser zeile", "rispondi sopra questa riga", "responda por encima de esta línea",
        "répondre au-dessus de cette ligne", "odpowiedz powyżej tej linii", "ответьте выше этой строки",
        "відповідайте вище цього рядка", "responda acima desta linha", "reageer boven deze regel",
    ]

    /// The same, for bytes.
    static let replyAboveFinder = PhraseFinder(replyAbove)

    enum Label {
        case from
        case date
        case to
        case subject
        case copy
    }

    /// The names of header fields that clients copy above a quoted mail.
    static let labels: [String: Label] = {
        var result: [String: Label] = [:]
        let lists: [(Label, [String])] = [
            (
                .from,
                [
                    "from", "von", "de", "da", "od", "от", "від", "van", "från", "fra", "lähettäjä", "mittente",
                    "expéditeur",
                    "remitente", "nadawca", "отправитель", "от кого", "відправник", "від кого", "kimden", "发件人", "寄件者",
                    "差出人",
                    "보낸 사람", "absender", "afzender", "reply-to", "feladó", "remetente", "送信者", "de la", "gönderen",
                    "από", "מאת", "من", "보낸사람", "寄件人",
                ]
            ),
            (
                .date,
                [
                    "date", "sent", "gesendet", "gesendet am", "datum", "fecha", "enviado", "enviado el", "enviada em",
                    "enviado em", "enviada", "inviato", "data", "envoyé", "envoyé le", "date d'envoi", "wysłano",
                    "wysłane",
                    "data wysłania", "отправлено", "дата", "отправлен", "надіслано", "дата надсилання", "відправлено",
                    "verzonden",
                    "verzonden op", "skickat", "sendt", "lähetetty", "发送时间", "发送日期", "日期", "送信日時", "日付", "보낸 날짜",
                    "trimis", "gönderildi", "στάλθηκε",
                    "נשלח", "изпратено", "enviat", "poslano", "odoslané", "寄件日期", "날짜", "تم الإرسال",
                    "tarih",
                    "odesláno", "elküldve", "data invio", "fecha de envío", "sent at",
                ]
            ),
            (
                .to,
                [
                    "to", "an", "para", "a", "à", "do", "кому", "aan", "till", "til", "destinatario", "destinataire",
                    "adresat",
                    "empfänger", "vastaanottaja", "收件人", "宛先", "받는 사람", "kime", "получатель", "одержувач", "komu",
                    "ontvanger", "destinatário", "per", "címzett", "收件者", "către", "per a", "prima", "προς",
                    "gönderilen", "אל", "إلى", "받는사람", "до",
                ]
            ),
            (
                .subject,
                [
                    "subject", "betreff", "asunto", "oggetto", "objet", "assunto", "temat", "тема", "onderwerp", "ämne",
                    "emne",
                    "aihe", "主题", "主旨", "件名", "제목", "konu", "předmět", "tárgy", "sujet", "subiect", "θέμα", "נושא",
                    "относно",
                    "assumpte", "zadeva", "predmet", "الموضوع",
                ]
            ),
            (
                .copy,
                [
                    "cc", "kopie", "copia", "dw", "копия", "копія", "kopia", "ccn", "bcc", "copie", "cópia", "抄送",
                    "cópia para",
                    "do wiadomości", "udw", "importance", "wichtigkeit", "priorità", "attachments", "anlagen",
                    "allegati",
                ]
            ),
        ]
        for (label, names) in lists {
            for name in names where result[name] == nil { result[name] = label }
        }
        return result
    }()

    /// The names that mean the sending of a mail and no other date.
    static let sent: Set<String> = [
        "sent", "gesendet", "gesendet am", "enviado", "enviado el", "enviada em", "enviado em", "enviada", "inviato",
        "envoyé",
        "envoyé le", "date d'envoi", "wysłano", "wysłane", "data wysłania", "отправлено", "отправлен", "надіслано",
        "дата надсилання", "відправлено", "verzonden", "verzonden op", "skickat", "sendt", "lähetetty", "发送时间", "送信日時",
        "odesláno", "elküldve", "sent at", "data invio", "fecha de envío", "trimis", "gönderildi", "στάλθηκε", "נשלח",
        "изпратено", "poslano", "odoslané", "寄件日期", "تم الإرسال",
    ]

    /// Beginnings that a sentence about a parcel has too: the line must name a device or a program.
    static let looseDevices = [
        "sent from ", "sent on ", "sent via ", "sent with ", "sent by ", "sent using ", "inviato da ", "inviato con ",
        "wysłane z ", "wysłano z ", "wyslane z ", "enviado desde ", "enviado do ", "enviado a partir ", "enviado por ",
        "enviado com ", "отправлено с ", "отправлено из ", "отправлено от ", "надіслано з ", "надіслано із ",
        "надіслано зі ",
        "відправлено з ", "gesendet von ", "gesendet mit ", "gesendet aus ", "envoyé depuis ", "envoyé à partir d",
        "envoyé avec ",
        "verstuurd vanaf ", "verzonden vanaf ", "verzonden vanuit ", "verzonden met ", "sent wirelessly from ",
        "provenance : courrier", "von meinem ", "skickat från ", "sendt fra ", "lähetetty ", "trimis ", "elküldve ",
        "invio da", "enviat des d", "verstuurd van",
        "odesláno z ", "diese e-mail wurde von meinem ", "von samsung ", "laden sie outlook für ", "obtenir outlook ",
        "obtén outlook ",
    ]

    /// What such a line names. In lower case; the last letters of a word may differ.
    static let deviceNames = [
        "iphone", "ipad", "ipod", "mobil", "phone", "smartphone", "android", "samsung", "galaxy", "huawei", "honor",
        "xiaomi",
        "redmi", "oppo", "pixel", "nokia", "motorola", "sony", "xperia", "htc", "blackberry", "windows", "outlook",
        "gmail",
        "yahoo", "gmx", "web.de", "proton", "tutanota", "zoho", "spark", "airmail", "canary", "bluemail", "typeapp",
        "boxer",
        "superhuman", "polymail", "mailbox", "thunderbird", "icloud", "aol", "wechat", "xfinity", "tablet", "handy",
        "telefon",
        "téléphone", "teléfono", "telemóvel", "celular", "móvil", "cellulare", "gerät", "dispositiv", "urządzeni",
        "телефон",
        "смартфон", "планшет", "устройств", "пристро", "почты для", "пошти для", "почта mail", "poczty dla",
        "correo para", "correio para",
        "courrier pour",
        "posta per", "mail für", "mail for", "mail voor", "mail per", "mail para", "mail app", "ma messagerie",
        "mail.ru", "яндекс",
        "yandex", "rambler", "ukr.net", " app", "aplikacj", "ti-85", "device",
    ]

    /// Beginnings of the line that a telephone adds. In lower case.
    static let devices = [
        "sent from nine", "從我的 iphone", "obter outlook ", "get bluemail for ", "sent from mobile",
        "sent from outlook",
        "sent from mail for windows", "sent from yahoo mail",
        "sent from gmail", "sent from proton", "sent with proton", "get outlook for ",
        "sent from samsung", "sent from blue", "sent from tutanota",
        "inviato da iphone", "inviato da ipad", "inviato dal mio ",
        "ottieni outlook per ",
        "scarica outlook per ", "pobierz outlook ", "uzyskaj outlook ",
        "obtener outlook para ",
        "obter outlook para ", "obter o outlook para ",

        "скачать outlook для ", "получить outlook для ", "отримати outlook для ",
        "von unterwegs gesendet", "diese nachricht wurde von meinem ",
        "outlook für ios", "outlook für android", "holen sie sich outlook für ",
        "envoyé de mon ",
        "télécharger outlook pour ", "obtenez outlook pour ",
        "outlook voor ios", "outlook voor android", "download outlook for ", "download outlook voor ",
        "hämta outlook för ", "hanki outlook for ",
        "获取 outlook", "skickat från min ", "sendt fra min ",
        "lähetetty iphone", "iphoneから送信", "从我的 iphone 发送", "发自我的",
    ]

    /// The same, for bytes.
    static let deviceTable = PhraseTable(devices)
    static let looseDeviceTable = PhraseTable(looseDevices)
}
