#!/usr/bin/env python3
"""Writes mails as clients, servers and attackers write them: seeds for fuzzing, material for looking and measuring.

Usage: Tests/Fuzz/generate-mails.py FOLDER [--seeds | --hostile] [--seed NUMBER] [--help]

  FOLDER     where the mails go, one file each, named after what they are
  --seeds    only small ones, for a fuzzer's corpus
  --hostile  only large ones that try to cost time or memory (up to 25 MB each)

Every address is of example.org and its like; every name is invented. Equal seeds write equal mails.
"""
import base64
import quopri
import random
import sys
from email.header import Header
from pathlib import Path

NAMES = ["Anna Nowak", "Łukasz Żółć", "María Peña", "Jürgen Groß", "Иван Петров", "Олена Коваль", "Zoë, van Dijk", "田中 太郎"]
TEXTS = {
    "en": "Hello,\n\nmy order 4711 has not arrived. Could you look where it is?\n\nBest regards\nAnna",
    "it": "Buongiorno,\n\nil mio ordine non è arrivato. Potete verificare?\n\nCordiali saluti\nMarco",
    "pl": "Dzień dobry,\n\nzamówienie jeszcze nie dotarło. Proszę o sprawdzenie.\n\nPozdrawiam\nŁukasz",
    "es": "Hola:\n\nmi pedido no ha llegado todavía. ¿Pueden mirarlo?\n\nUn saludo\nMaría",
    "ru": "Здравствуйте!\n\nМой заказ ещё не пришёл. Проверьте, пожалуйста.\n\nС уважением\nИван",
    "uk": "Добрий день!\n\nМоє замовлення ще не надійшло. Перевірте, будь ласка.\n\nЗ повагою\nОлена",
    "de": "Guten Tag,\n\nmeine Bestellung ist noch nicht da. Können Sie nachsehen?\n\nViele Grüße\nJürgen",
    "fr": "Bonjour,\n\nma commande n'est pas arrivée. Pouvez-vous vérifier ?\n\nCordialement\nZoé",
    "pt": "Olá,\n\no meu pedido ainda não chegou. Podem verificar?\n\nObrigado\nJoão",
    "nl": "Beste,\n\nmijn bestelling is nog niet aangekomen. Kunt u dat nagaan?\n\nGroeten\nZoë",
}
INTROS = {
    "en": ["On Mon, Nov 2, 2026 at 10:15 AM Support <support@example.org> wrote:",
           "On 02/11/2026 10:15, Support wrote:", "Support <support@example.org> wrote on 2026-11-02 10:15:"],
    "it": ["Il giorno lun 2 nov 2026 alle ore 10:15 Support <support@example.org> ha scritto:",
           "Il 02/11/2026 10:15, Support ha scritto:"],
    "pl": ["pon., 2 lis 2026 o 10:15 Support <support@example.org> napisał(a):", "W dniu 2.11.2026 o 10:15, Support pisze:",
           "Dnia 2 listopada 2026 10:15 Support <support@example.org> napisał(a):"],
    "es": ["El lun, 2 nov 2026 a las 10:15, Support (<support@example.org>) escribió:", "El 2/11/26 a las 10:15, Support escribió:"],
    "ru": ["пн, 2 нояб. 2026 г. в 10:15, Support <support@example.org>:", "02.11.2026 10:15, Support пишет:",
           "Понедельник, 2 ноября 2026, 10:15 +03:00 от Support <support@example.org>:"],
    "uk": ["пн, 2 лист. 2026 р. о 10:15 Support <support@example.org> пише:"],
    "de": ["Am Mo., 2. Nov. 2026 um 10:15 Uhr schrieb Support <support@example.org>:", "Am 02.11.26 um 10:15 schrieb Support:",
           "Support <support@example.org> schrieb am Mo., 2. Nov. 2026, 10:15:"],
    "fr": ["Le lun. 2 nov. 2026 à 10:15, Support <support@example.org> a écrit :"],
    "pt": ["Em seg., 2 de nov. de 2026 às 10:15, Support <support@example.org> escreveu:"],
    "nl": ["Op ma 2 nov 2026 om 10:15 schreef Support <support@example.org>:"],
}
OUTLOOK = {
    "en": "From: Support <support@example.org>\nSent: Monday, November 2, 2026 10:15 AM\nTo: Anna\nSubject: Re: Order",
    "it": "Da: Support <support@example.org>\nInviato: lunedì 2 novembre 2026 10:15\nA: Anna\nOggetto: Re: Ordine",
    "pl": "Od: Support <support@example.org>\nWysłano: poniedziałek, 2 listopada 2026 10:15\nDo: Anna\nTemat: Re: Zamówienie",
    "es": "De: Support <support@example.org>\nEnviado: lunes, 2 de noviembre de 2026 10:15\nPara: Anna\nAsunto: Re: Pedido",
    "ru": "От: Support <support@example.org>\nОтправлено: 2 ноября 2026 г. 10:15\nКому: Anna\nТема: Re: Заказ",
    "uk": "Від: Support <support@example.org>\nНадіслано: 2 листопада 2026 р. 10:15\nКому: Anna\nТема: Re: Замовлення",
    "de": "Von: Support <support@example.org>\nGesendet: Montag, 2. November 2026 10:15\nAn: Anna\nBetreff: AW: Bestellung",
    "fr": "De : Support <support@example.org>\nEnvoyé : lundi 2 novembre 2026 10:15\nÀ : Anna\nObjet : RE: Commande",
    "pt": "De: Support <support@example.org>\nEnviado: segunda-feira, 2 de novembro de 2026 10:15\nPara: Anna\nAssunto: RE: Pedido",
    "nl": "Van: Support <support@example.org>\nVerzonden: maandag 2 november 2026 10:15\nAan: Anna\nOnderwerp: RE: Bestelling",
}
OLD = "Dear customer,\n\nwe have received your order.\n\nYour team"
CHARSETS = {"en": "us-ascii", "it": "iso-8859-1", "pl": "iso-8859-2", "es": "windows-1252", "ru": "koi8-r", "uk": "windows-1251",
            "de": "iso-8859-15", "fr": "utf-8", "pt": "utf-8", "nl": "utf-8"}


def head(rng, *, sender=None, subject="Order 4711", extra=""):
    name = sender or rng.choice(NAMES)
    label = Header(name, "utf-8").encode() if not name.isascii() else f'"{name}"'
    subject = Header(subject, "utf-8").encode() if not subject.isascii() else subject
    return (f"From: {label} <customer{rng.randrange(99)}@example.com>\nTo: Support <support@example.org>\n"
            f"Subject: {subject}\nMessage-ID: <{rng.randrange(10**9)}@example.com>\nDate: Mon, 2 Nov 2026 11:0{rng.randrange(9)}:00 +0100\n"
            f"MIME-Version: 1.0\n{extra}").encode()


def quoted(text):
    return "\n".join("> " + line if line else ">" for line in text.split("\n"))


def part(kind, body, encoding="7bit", extra=""):
    if encoding == "base64":
        body = base64.encodebytes(body)
    elif encoding == "quoted-printable":
        body = quopri.encodestring(body)
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n{extra}\n".encode() + body


def multipart(kind, parts, boundary):
    inner = b"".join(b"--" + boundary.encode() + b"\n" + p + b"\n" for p in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode() + inner + b"--" + boundary.encode() + b"--\n"


def html(text):
    return "".join(f"<p>{line}</p>" for line in text.split("\n") if line)


def conversations(rng):
    for language, text in TEXTS.items():
        charset = CHARSETS[language]
        encoding = rng.choice(["quoted-printable", "base64"])
        plain = f"text/plain; charset={charset}"
        yield f"plain-{language}", head(rng) + part(plain, text.encode(charset, "replace"), encoding)
        for index, intro in enumerate(INTROS[language]):
            body = f"{text}\n\n{intro}\n{quoted(OLD)}\n"
            yield f"reply-{language}-{index}", head(rng, extra="In-Reply-To: <1@example.org>\n") + part("text/plain; charset=utf-8", body.encode(), encoding)
            below = f"{intro}\n{quoted(OLD)}\n\n{text}\n"
            yield f"below-{language}-{index}", head(rng) + part("text/plain; charset=utf-8; format=flowed", below.encode(), "8bit")
            wrapped = intro[:len(intro) * 2 // 3].rsplit(" ", 1)
            wrapped = wrapped[0] + "\n" + intro[len(wrapped[0]) + 1:]
            yield f"wrapped-{language}-{index}", head(rng) + part("text/plain; charset=utf-8", f"{text}\n\n{wrapped}\n\n{quoted(OLD)}".encode(), encoding)
            gmail = (f'<div dir="ltr">{html(text)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{intro.replace("<", "&lt;")}<br></div>'
                     f'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{html(OLD)}</blockquote></div>')
            yield f"gmail-{language}-{index}", head(rng) + multipart("alternative", [
                part("text/plain; charset=utf-8", body.encode(), "quoted-printable"),
                part("text/html; charset=utf-8", gmail.encode(), "quoted-printable")], f"b{rng.randrange(10**6)}")
            apple = f'<html><body>{html(text)}<div><br><blockquote type="cite"><div>{intro.replace("<", "&lt;")}</div>{html(OLD)}</blockquote></div></body></html>'
            yield f"apple-{language}-{index}", head(rng) + part("text/html; charset=utf-8", apple.encode(), "base64")
        block = OUTLOOK[language]
        for name, separator in (("rule", "_" * 32 + "\n"), ("bare", ""), ("dashes", "-----Original Message-----\n")):
            yield f"outlook-{name}-{language}", head(rng) + part("text/plain; charset=utf-8", f"{text}\n\n{separator}{block}\n\n{OLD}\n".encode(), "base64")
        page = (f'<div class="WordSection1">{html(text)}<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
                f'<p>{block.replace("<", "&lt;").replace(chr(10), "<br>")}</p></div>{html(OLD)}</div>')
        yield f"outlook-html-{language}", head(rng) + part("text/html; charset=utf-8", page.encode(), "quoted-printable")


def structures(rng):
    image = bytes(rng.randrange(256) for _ in range(300))
    yield "image", head(rng) + multipart("related", [
        part("text/html; charset=utf-8", b'<p>See <img src="cid:i1@example.com" alt="screen"></p><img src="https://example.net/x.png">'),
        part('image/png; name="screen.png"', image, "base64", "Content-ID: <i1@example.com>\nContent-Disposition: inline; filename=screen.png\n")], "r1")
    yield "file-2231", head(rng) + multipart("mixed", [
        part("text/plain", b"See the file."),
        part("application/pdf", image, "base64", "Content-Disposition: attachment;\n filename*0*=utf-8''%D0%A1%D1%87%D1%91;\n filename*1*=%D1%82.pdf\n"),
        part("application/pdf", image, "base64", 'Content-Disposition: attachment; filename="=?utf-8?B?U3rEmcWbxIc=?= =?utf-8?B?LnBkZg==?="\n'),
        part("text/plain", b"a,b", "7bit", 'Content-Disposition: attachment; filename="../../etc/passwd"\n')], "m1")
    inner = head(rng, subject="Inner") + b"\nInner text\n"
    yield "forwarded", head(rng) + multipart("mixed", [part("text/plain", b"Look:"), part("message/rfc822", inner)], "m2")
    yield "nested", head(rng) + multipart("mixed", [multipart("mixed", [multipart("alternative", [part("text/plain", b"deep")], "n3")], "n2")], "n1")
    yield "signed", head(rng) + multipart('signed; protocol="application/pgp-signature"', [part("text/plain", b"signed text"), part("application/pgp-signature", b"-----BEGIN", "7bit")], "s1")
    yield "encrypted", head(rng) + multipart('encrypted; protocol="application/pgp-encrypted"', [part("application/pgp-encrypted", b"Version: 1"), part("application/octet-stream", image, "base64")], "e1")
    yield "tnef", head(rng) + multipart("mixed", [part("text/plain", b"text"), part('application/ms-tnef; name="winmail.dat"', image, "base64")], "t1")
    yield "calendar", head(rng) + multipart("alternative", [part("text/plain", b"Meeting"), part("text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\nEND:VCALENDAR")], "c1")
    yield "no-end", head(rng) + b'Content-Type: multipart/mixed; boundary=x\n\n--x\n\nfirst\n--x\nContent-Type: text/plain\n\nsecond'
    yield "no-boundary", head(rng) + b'Content-Type: multipart/mixed; boundary=x\n\njust text\n'
    yield "uuencode", head(rng) + b"\nHere:\n\nbegin 644 a.txt\n#0V%T\n`\nend\n\nBye\n"
    yield "flowed", head(rng) + b"Content-Type: text/plain; format=flowed; delsp=yes\n\nOne line that  \ngoes on.\n\n-- \nAnna\n"
    yield "enriched", head(rng) + b"Content-Type: text/enriched\n\n<bold>Hi</bold> <<there>\n"
    yield "mbox", b"From anna@example.com Mon Nov  2 10:15:00 2026\n" + head(rng) + b"\ntext\n"
    yield "no-header", b"just some text\nwithout a header\n"
    yield "empty", b""
    yield "utf16", head(rng) + b"Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes("Grüße".encode("utf-16"))
    yield "japanese", head(rng) + b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + "注文が届きません".encode("iso-2022-jp")
    yield "chinese", head(rng) + b"Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n" + "订单没有收到".encode("gb18030")
    yield "utf7", head(rng) + b"Content-Type: text/html; charset=utf-7\n\n+ADw-script+AD4-x+ADw-/script+AD4-ok"
    yield "words", (b"From: =?utf-8?Q?Doe=2C_John?= <j@example.com>, \"A, B\" <a@example.com>\nTo: undisclosed-recipients:;\nCc: Team: x@example.com, y@example.com;, z@example.com (Zoe)\n"
                    b"Subject: =?utf-8?B?0J/RgNC40LI=?= =?utf-8?B?0LXRgg==?= =?iso-8859-1?q?=E9t=E9?= x\nReferences: <a@b> <c\n d@e>\n\n=?utf-8?q?no?=\n")


def reports(rng):
    status = b"Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; gone@example.net\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <gone@example.net>: User unknown\n"
    daemon = b"Return-Path: <>\nFrom: MAILER-DAEMON@example.net (Mail Delivery System)\nTo: support@example.org\nSubject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n"
    yield "bounce-dsn", daemon + multipart("report; report-type=delivery-status", [
        part("text/plain", b"This is the mail system at host mx.example.net.\n\n<gone@example.net>: host said: 550 5.1.1 User unknown"),
        part("message/delivery-status", status), part("message/rfc822", head(rng, subject="Yours") + b"\nold\n")], "d1")
    yield "bounce-delayed", daemon + multipart("report; report-type=delivery-status", [
        part("text/plain", b"delayed"), part("message/delivery-status", status.replace(b"failed", b"delayed").replace(b"5.1.1", b"4.4.1", 1)),
        part("text/rfc822-headers", head(rng))], "d2")
    yield "bounce-qmail", (b"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nTo: support@example.org\nSubject: failure notice\n\n"
                           b"Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
                           b"<gone@example.net>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 No such user here\nGiving up on 192.0.2.1.\n\n"
                           b"--- Below this line is a copy of the message.\n\nReturn-Path: <support@example.org>\nMessage-ID: <m1@example.org>\nTo: gone@example.net\n\nold\n")
    yield "bounce-exim", (b"Return-path: <>\nX-Failed-Recipients: gone@example.net\nAuto-Submitted: auto-replied\nFrom: Mail Delivery System <Mailer-Daemon@mx.example.net>\nTo: support@example.org\n"
                          b"Subject: Mail delivery failed: returning message to sender\n\nThis message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  gone@example.net\n    SMTP error from remote mail server after RCPT TO:<gone@example.net>:\n    host mx.example.net [192.0.2.1]: 552 mailbox full\n\n------ This is a copy of the message, including all the headers. ------\n\nFrom: support@example.org\n")
    yield "bounce-exchange", (b"From: System Administrator <postmaster@example.net>\nTo: support@example.org\nSubject: Undeliverable: Your order\n\nYour message\n\n  To:      gone@example.net\n  Subject: Your order\n\ndid not reach the following recipient(s):\n\ngone@example.net on Mon, 2 Nov 2026 10:15:00 +0100\n    The recipient name is not recognized\n    #5.1.1\n")
    yield "absence", head(rng, subject="Automatic reply: Order", extra="Auto-Submitted: auto-replied\nX-Auto-Response-Suppress: All\n") + b"\nI am away.\n"
    yield "absence-subject", head(rng, subject="Abwesenheitsnotiz: Bestellung") + b"\nIch bin nicht da.\n"
    yield "list", head(rng, extra="List-Id: <news.example.net>\nPrecedence: bulk\n") + b"\nNews\n_______________________________________________\nNews mailing list\nhttps://example.net\n"


def hostile(rng):
    yield "deep", b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(20000)) + b"\ntext"
    yield "deep-messages", b"Content-Type: message/rfc822\n\n" * 200000 + b"text"
    yield "many-headers", b"From: a@example.com\n" + b"".join(b"X-%d: y\n" % i for i in range(100000)) + b"\ntext"
    yield "tiny-headers", b"a:\n" * 8000000 + b"\ntext"
    yield "header-line", b"From: a@example.com\nSubject: " + b"x" * 20000000 + b"\n\ntext"
    yield "folded-header", b"From: a@example.com\nSubject: x\n" + b" yyyyyyyyyyyyyyyyyyyy\n" * 1000000 + b"\ntext"
    yield "groups", b"From: " + b"a:" * 1000000 + b"\n\ntext"
    yield "groups-folded", b"To: " + b"a:\n " * 500000 + b"\n\ntext"
    yield "many-addresses", b"From: a@example.com\nCc: " + b", ".join(b"u%d@example.com" % i for i in range(500000)) + b"\n\ntext"
    yield "comments", b"From: " + b"(" * 2000000 + b"\n\ntext"
    yield "quotes", b"From: " + b'"\\' * 1000000 + b"\n\ntext"
    yield "words", b"Subject: " + b"=?utf-8?Q?" * 500000 + b"\n\ntext"
    yield "good-words", b"Subject: " + b"=?iso-2022-jp?B?GyRCJCIbKEI=?= " * 500000 + b"\n\ntext"
    yield "many-parts", b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 2500000
    yield "many-files", b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: image/png; name=a.png\n\nx\n" * 400000
    yield "parameters", b"Content-Type: text/plain; " + b"; ".join(b"a%d=b" % i for i in range(500000)) + b"\n\ntext"
    yield "references", b"References: " + b" ".join(b"<%d@example.com>" % i for i in range(500000)) + b"\n\ntext"
    yield "base64", b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(b"A" * 18000000)
    yield "attachment", head(rng) + multipart("mixed", [part("text/plain", b"see"), part("application/zip; name=a.zip", bytes(rng.getrandbits(8) for _ in range(1000)) * 18000, "base64")], "b")
    yield "padding", b"Content-Transfer-Encoding: base64\n\n" + b"QQ==\n" * 4000000
    yield "equals", b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=" * 20000000
    yield "soft-blanks", b"Content-Transfer-Encoding: quoted-printable\n\n" + (b"=" + b" " * 79) * 200000
    yield "iso2022", b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + b"\x1b$B" * 6000000
    yield "utf7", b"Content-Type: text/plain; charset=utf-7\n\n" + b"+AGE-" * 4000000
    yield "long-charset", b"Content-Type: text/plain; charset=" + b"x" * 5000000 + b"\n\ntext\xff"
    page = b"Content-Type: text/html; charset=utf-8\n\n"
    yield "html-deep", page + b"<div>" * 3000000
    yield "html-bold", page + b"<b>" * 300000 + b"</i>" * 300000
    yield "html-inline", page + b"<b><p>" * 200000 + b"</b></p>" * 200000
    yield "html-attributes", page + b"<a " + b" ".join(b"a%d" % i for i in range(300000)) + b">x"
    yield "html-same-attributes", page + b"<a " + b" ".join(b"class%d='<' " % i for i in range(100000)) + b">x"
    yield "html-quotes", page + b"<a x=\"'<a x='\"" * 200000
    yield "html-unclosed", page + b"<a href=\"" * 300000
    yield "html-comments", page + b"<!-- <" * 500000
    yield "html-scripts", page + b"<script" * 300000
    yield "html-tables", page + b"<table><tr><td>" * 200000 + b"x"
    yield "html-lists", page + b"<ul><li>" * 200000 + b"x" * 10 + b"<li>y" * 100000
    yield "html-links", page + b"<a href='http://example.net/'>" * 80000 + b"x</a>" * 80000
    yield "html-entities", page + b"&amp;&#x41;&nosuch;" * 150000
    yield "html-quote-depth", page + b"<blockquote type=cite>" * 100000 + b"x<br>" * 100000
    yield "html-brs", page + b"<br>" * 600000 + b"x"
    yield "html-pre", page + b"<pre>" + b"a\n" * 1000000
    yield "intros", b"\n" + b"On 2026-11-02 10:15, a@example.com wrote:\n" * 400000
    yield "intros-broken", b"\n" + b"On 2026-11-02 10:15\n" * 500000
    yield "labels", b"\n" + b"From: a\nx\n" * 500000
    yield "rules", b"\n" + b"x\n__________\n\n" * 700000
    yield "quoted", b"\n" + b"> a\nb\n" * 1500000
    yield "arrows", b"\n" + b">" * 10000000
    yield "signatures", b"\nx\n" + b"-- \n> a\n" * 1000000
    yield "colons", b"\n" + b"wrote:\n" * 1500000
    yield "begin", b"\n" + b"begin 644 a\n" * 1000000
    yield "uuencode", b"\n" + b"begin 644 a\n`\nend\n" * 600000
    yield "one-line", b"\n" + b"a " * 10000000
    yield "newlines", b"\n" * 20000000
    yield "messages", b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: message/rfc822\n\nSubject: x\n\ny\n" * 300000
    yield "bounce", b"Return-Path: <>\nSubject: failure notice\n\n" + b"<a@example.net>: 550\n" * 500000
    yield "report", b"Return-Path: <>\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n" + b"Final-Recipient: rfc822; a@example.net\nAction: failed\n\n" * 300000 + b"\n--b--\n"


def write(folder, mails, extra):
    for name, mail in mails:
        (folder / f"{name}.eml").write_bytes(mail)
        if extra:
            (folder / f"{name}.crlf.eml").write_bytes(mail.replace(b"\n", b"\r\n"))


def main():
    arguments = sys.argv[1:]
    if "--help" in arguments or "-h" in arguments or not arguments or arguments[0].startswith("-"):
        print(__doc__)
        return 0 if "--help" in arguments or "-h" in arguments else 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    seed = int(arguments[arguments.index("--seed") + 1]) if "--seed" in arguments else 1
    rng = random.Random(seed)
    if "--hostile" in arguments:
        write(folder, hostile(rng), False)
        return 0
    write(folder, structures(rng), False)
    write(folder, reports(rng), False)
    if "--seeds" in arguments:
        write(folder, (pair for index, pair in enumerate(conversations(rng)) if index % 7 == 0), False)
    else:
        write(folder, conversations(rng), True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
