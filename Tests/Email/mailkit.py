"""Real peers for the mail channel: the server itself, Dovecot without root, an SMTP server that fails as told, and an
IMAP server that says what it is told to."""

import base64
import http.server
import json
import os
import pathlib
import random
import re
import shutil
import signal
import smtplib
import socket
import socketserver
import ssl
import subprocess
import tempfile
import threading
import time
import urllib.parse
import uuid
import email
import email.policy

import aiosmtpd.controller
import aiosmtpd.smtp
import websockets.sync.client
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
LISTENING = re.compile(rb"listening on http://([0-9.]+):(\d+)")


def binary():
    named = os.environ.get("SUPPORT_SERVER")
    for path in [named] if named else [ROOT / ".build/release/SupportServer", ROOT / ".build/debug/SupportServer"]:
        if path and pathlib.Path(path).exists():
            return str(path)
    return None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition, *, timeout=20.0, what="it"):
    """Returns the condition's first true value."""
    deadline = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not happen within {timeout} s")
        time.sleep(0.05)


def message(sender="rosa@shop.example", to="help@desk.example", subject="It does not print", text="The printer is silent.",
            **headers):
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}"]
    headers.setdefault("message_id", f"<{random.getrandbits(64):x}@shop.example>")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", text, ""]
    return "\r\n".join(lines).encode()


class Desk:
    """One data folder and the programs that work on it."""

    def __init__(self, **email_section):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sportello-mail-"))
        self.config = self.folder / "desk.yaml"
        self.log = self.folder / "server.log"
        self.process = None
        email_section.setdefault("mailboxes", [{"name": "support", "address": "help@desk.example"}])
        if "smtp" not in email_section:
            email_section.setdefault("outgoing", "./outgoing")
        profile = email_section.pop("profile", None)
        settings = {"listen": "127.0.0.1:0", "data": "./data", "email": email_section,
                    "identity": {"issuer": "https://host.example", "algorithm": "HS256", "secret": "s" * 32}}
        if profile:
            (self.folder / "profile.yaml").write_text(yaml.safe_dump(profile))
            settings["desk"] = {"profile": "./profile.yaml"}
        self.config.write_text(yaml.safe_dump(settings))

    def start(self, *, may_die=False):
        """Returns when the server listens; `may_die` for one that a test kills while it starts."""
        log = open(self.log, "ab")
        marker = self.log.stat().st_size
        self.process = subprocess.Popen(
            [binary(), "serve", "--config", str(self.config), "--log-level", "info"], stdout=log, stderr=log,
            stdin=subprocess.DEVNULL,
        )
        log.close()
        until(lambda: LISTENING.search(self.log.read_bytes()[marker:]) or self.process.poll() is not None,
              what="listening")
        assert may_die or self.process.poll() is None, self.log.read_text()[-2000:]
        return self

    @property
    def port(self):
        return int(LISTENING.findall(self.log.read_bytes())[-1][1])

    def agent(self, name="anna"):
        """A connection of a member of the staff."""
        return Line(self.port, token=self.run("token", "--agent", name).decode().strip())

    def visitor(self, **hello):
        return Line(self.port, **hello)

    def resolve(self, ticket, text="It was the toner."):
        """Has an agent take a ticket of `tickets()` and resolve it."""
        with self.agent() as staff:
            stream = "c:" + ticket["id"]
            staff.command("ticket.claim", {}, stream)
            staff.command("ticket.resolve", {"outcome": "help", "text": text}, stream)

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=30)

    def kill(self):
        self.stop(signal.SIGKILL)

    def dispose(self):
        self.stop(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *arguments, stdin=None):
        done = subprocess.run(
            [binary(), *arguments[:1], *map(str, arguments[1:]), "--config", str(self.config)], input=stdin,
            capture_output=True, timeout=100,
        )
        assert done.returncode == 0, (done.stdout[-1000:] + done.stderr[-2000:]).decode()
        return done.stdout

    def ingest(self, *mails, mailbox=None):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        for number, mail in enumerate(mails):
            (folder / f"{number:04}.eml").write_bytes(mail)
        return self.run("ingest", *(["--mailbox", mailbox] if mailbox else []), str(folder)).decode()

    def mails(self):
        return json.loads(self.run("mail", "list", "--json"))

    def tickets(self):
        return json.loads(self.run("ticket", "list", "--json"))

    def ticket(self, number):
        return json.loads(self.run("ticket", "show", number, "--json"))

    def messages(self):
        """The texts of all messages of all tickets."""
        return sorted(m["text"].strip() for t in self.tickets() for m in self.ticket(t["number"])["messages"])

    def settled(self, count, timeout=30.0):
        """Waits until that many mails are stored and none waits."""
        def ready():
            mails = self.mails()
            return len(mails) >= count and all(m["state"] != "pending" for m in mails) and mails
        return until(ready, timeout=timeout, what=f"{count} mails applied")

    def outgoing(self):
        return json.loads(self.run("mail", "outgoing"))

    def sent_files(self):
        return [email.message_from_bytes(p.read_bytes(), policy=email.policy.default)
                for p in sorted((self.folder / "outgoing").glob("*.eml"))]


def certificate(folder):
    """A self-made certificate for this machine; its file and its key's."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )
    return cert, key


class Line:
    """One webchat connection that waits for the answer to whatever it says."""

    def __init__(self, port, **hello):
        self.context = websockets.sync.client.connect(
            f"ws://127.0.0.1:{port}/v1/chat", subprotocols=["sportello.chat.v1"], compression=None)
        self.socket = self.context.__enter__()
        self.frames = []
        self.welcome = self.ask({"type": "hello", "client": "mail-tests/1", "locale": "en", **hello})
        assert self.welcome["type"] == "welcome", self.welcome

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.context.__exit__(*error)

    def ask(self, frame):
        frame["id"] = str(uuid.uuid4())
        self.socket.send(json.dumps(frame))
        while True:
            answer = json.loads(self.socket.recv(timeout=20))
            if answer.get("id") == frame["id"] and answer["type"] in ("welcome", "ack", "err", "subscribed", "pong", "bye"):
                return answer
            self.frames.append(answer)

    def command(self, name, args, stream=None):
        answer = self.ask({"type": "cmd", "name": name, "args": args, **({"stream": stream} if stream else {})})
        assert answer["type"] == "ack", answer
        return answer

    def read(self, stream):
        """Says that everything which came so far was read."""
        self.ask({"type": "ping"})
        seq = max(f["seq"] for f in self.frames if f["type"] == "event" and f["stream"] == stream)
        self.socket.send(json.dumps({"type": "read", "stream": stream, "seq": seq}))
        self.ask({"type": "ping"})

    def post(self, stream, text):
        answer = self.ask({"type": "send", "stream": stream, "body": {"kind": "text", "text": text}})
        assert answer["type"] == "ack", answer
        return answer


class Dovecot:
    """A real IMAP server on loopback, without root, with one account `help`/`secret`."""

    def __init__(self, folder, tokens=None):
        """`tokens` is a TokenServer: then OAuth is offered, and nothing else."""
        self.folder = pathlib.Path(folder)
        self.home = self.folder / "home"
        self.home.mkdir(parents=True)
        self.imap, self.imaps = free_port(), free_port()
        import grp
        import pwd
        user, group = os.getuid(), os.getgid()
        internal, login = (pwd.getpwuid(user).pw_name,) * 2
        internal_group = grp.getgrgid(group).gr_name
        if user == 0:
            # Dovecot's login processes refuse to be root, and so do its mailboxes.
            internal, login, internal_group = "dovecot", "dovenull", "dovecot"
            user, group = pwd.getpwnam("nobody")[2:4]
            os.chmod(self.folder, 0o755)
            os.chown(self.home, user, group)
        self.owner = (user, group)
        self.certificate, _ = certificate(self.folder)
        (self.folder / "users").write_text("help:{PLAIN}secret\n")
        (self.folder / "dovecot.conf").write_text(f"""
base_dir = {self.folder}/run
state_dir = {self.folder}/state
log_path = {self.folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {internal_group}
first_valid_uid = {user}
first_valid_gid = {group}
mail_uid = {user}
mail_gid = {group}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.imap}
  }}
  inet_listener imaps {{
    port = {self.imaps}
    ssl = yes
  }}
}}
ssl = yes
ssl_cert = <{self.certificate}
ssl_key = <{self.folder}/key.pem
disable_plaintext_auth = no
{self.logins(tokens)}
userdb {{
  driver = static
  args = uid={user} gid={group} home={self.home}
}}
mail_location = maildir:~/Maildir
""")
        self.process = None

    def logins(self, tokens):
        if tokens is None:
            return f"""auth_mechanisms = plain login
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%n {self.folder}/users
}}"""
        (self.folder / "oauth2.conf").write_text(f"tokeninfo_url = {tokens.url}\nusername_attribute = email\n")
        return f"""auth_mechanisms = xoauth2 oauthbearer
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {self.folder}/oauth2.conf
}}"""

    def start(self):
        self.process = subprocess.Popen(
            ["/usr/sbin/dovecot", "-F", "-c", str(self.folder / "dovecot.conf")], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )

        def answers():
            try:
                with socket.create_connection(("127.0.0.1", self.imap), timeout=1) as line:
                    return line.recv(4).startswith(b"* OK")
            except OSError:
                return False
        until(answers, what="Dovecot")
        return self

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)

    def deliver(self, *mails):
        """Writes into the Maildir, as a delivery agent does."""
        new = self.home / "Maildir/new"
        for part in ("", "cur", "new", "tmp"):
            folder = self.home / "Maildir" / part
            folder.mkdir(exist_ok=True)
            os.chown(folder, *self.owner)
        for mail in mails:
            name = f"{time.time_ns()}.{random.getrandbits(32):x}.test"
            temporary = self.home / "Maildir/tmp" / name
            temporary.write_bytes(mail)
            os.chown(temporary, *self.owner)
            os.rename(temporary, new / name)

    def account(self, security="tls", **more):
        port = {"tls": self.imaps, "startTLS": self.imap, "plain": self.imap}[security]
        return {"host": "localhost", "port": port, "security": security, "user": "help", "password": "secret",
                "certificates": str(self.certificate), "pollSeconds": 1, "answerSeconds": 10, **more}

    def client(self):
        import imaplib
        client = imaplib.IMAP4("127.0.0.1", self.imap)
        client.login("help", "secret")
        return client


class TokenServer(http.server.ThreadingHTTPServer):
    """Says whose a token is, as an authorisation server does; `users` maps tokens to users."""

    daemon_threads = True

    def __init__(self, **users):
        self.users = users
        super().__init__(("127.0.0.1", 0), TokenHandler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/tokeninfo?access_token="

    def close(self):
        self.shutdown()
        self.server_close()


class TokenHandler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        token = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query).get("access_token", [""])[0]
        user = self.server.users.get(token)
        body = json.dumps({"email": user} if user else {"error": "invalid_token"}).encode()
        self.send_response(200 if user else 401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Relay:
    """A submission server by aiosmtpd with TLS. `taken` holds (sender, recipients, bytes, user, was it encrypted)."""

    def __init__(self, folder, security, *, tokens=(), mechanism=None):
        self.taken, self.logins, self.security = [], [], security
        self.tokens = set(tokens)
        self.certificate, key = certificate(pathlib.Path(folder))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        secured = {"ssl_context": context} if security == "tls" else {}
        if security == "startTLS":
            secured = {"tls_context": context, "require_starttls": True}
        excluded = [] if mechanism is None else [m for m in ("LOGIN", "PLAIN", "XOAUTH2", "OAUTHBEARER") if m != mechanism]
        self.controller = aiosmtpd.controller.Controller(
            self, hostname="127.0.0.1", port=free_port(), authenticator=self.check, auth_required=True,
            auth_require_tls=security == "startTLS", auth_exclude_mechanism=excluded, **secured)
        self.controller.start()

    @property
    def section(self):
        return {"host": "localhost", "port": self.controller.port, "security": self.security, "user": "help",
                "certificates": str(self.certificate)}

    def check(self, server, session, envelope, mechanism, data):
        self.logins.append(mechanism)
        fits = (data.login, data.password) == (b"help", b"secret")
        return aiosmtpd.smtp.AuthResult(success=fits, handled=fits, auth_data="help")

    async def bearer(self, server, arguments, mechanism):
        """The initial response of both mechanisms holds `auth=Bearer TOKEN` between control characters."""
        self.logins.append(mechanism)
        blob = arguments[1] if len(arguments) > 1 else await server.challenge_auth("")
        said = base64.b64decode(blob) if isinstance(blob, str) else blob
        token = said.split(b"auth=Bearer ")[1].split(b"\x01")[0].decode()
        fits = token in self.tokens
        return aiosmtpd.smtp.AuthResult(success=fits, handled=fits, auth_data="help")

    async def auth_XOAUTH2(self, server, arguments):
        return await self.bearer(server, arguments, "XOAUTH2")

    async def auth_OAUTHBEARER(self, server, arguments):
        return await self.bearer(server, arguments, "OAUTHBEARER")

    async def handle_DATA(self, server, session, envelope):
        encrypted = server.transport.get_extra_info("ssl_object") is not None
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content, session.auth_data, encrypted))
        return "250 2.0.0 taken"

    def close(self):
        self.controller.stop()


class Sink(socketserver.ThreadingTCPServer):
    """An SMTP server that keeps what it takes and fails as told: `fail[command]` is a list of replies, or None to cut the
    line, used up one by one. `DATA-END` stands for the moment after the final dot."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        self.taken = []
        self.words = []
        self.fail = {}
        self.hold = threading.Event()
        self.hold.set()
        self.reached = threading.Event()
        super().__init__(("127.0.0.1", 0), SinkHandler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def section(self):
        return {"host": "127.0.0.1", "port": self.server_address[1], "security": "plain"}

    def next(self, command):
        replies = self.fail.get(command)
        return replies.pop(0) if replies else ""

    def close(self):
        self.hold.set()
        self.shutdown()
        self.server_close()


class SinkHandler(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        try:
            self.talk()
        except (OSError, EOFError):
            pass

    def talk(self):
        server = self.server
        self.say("220 sink ESMTP")
        sender = recipient = None
        while line := self.rfile.readline():
            command = line.decode(errors="replace").strip()
            word = command.split(" ")[0].upper()
            server.words.append(word)
            told = server.next(word)
            if told is None:
                return
            if told:
                self.say(told)
                if told.startswith("421"):
                    return
                continue
            if word == "EHLO":
                self.say("250-sink\r\n250-SIZE 50000000\r\n250-8BITMIME\r\n250-AUTH PLAIN LOGIN\r\n250 SMTPUTF8")
            elif word == "AUTH":
                self.say("235 2.7.0 in")
            elif word == "MAIL":
                sender = command
                self.say("250 2.1.0 ok")
            elif word == "RCPT":
                recipient = command
                self.say("250 2.1.5 ok")
            elif word == "DATA":
                self.say("354 go")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    if not part:
                        return
                    body += part
                server.reached.set()
                end = server.next("DATA-END")
                if end != "" and end is not None and not end.startswith("2"):
                    self.say(end)
                    continue
                server.taken.append((sender, recipient, body))
                if end is None:
                    return
                server.hold.wait(20)
                self.say("250 2.0.0 taken")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


class Stub(socketserver.ThreadingTCPServer):
    """An IMAP server of a few mails that answers by the book but for what `twist` changes: a function of the command's
    words and the honest answer that returns the bytes to send, or None to cut the line."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mails, twist=lambda words, answer: answer):
        self.mails = mails
        self.twist = twist
        self.connections = 0
        self.validity = 7
        super().__init__(("127.0.0.1", 0), StubHandler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def account(self, **more):
        return {"host": "127.0.0.1", "port": self.server_address[1], "security": "plain", "user": "help",
                "password": "secret", "pollSeconds": 0.3, "answerSeconds": 3, **more}

    def close(self):
        self.shutdown()
        self.server_close()


class StubHandler(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.connections += 1
        try:
            self.talk()
        except (OSError, EOFError):
            pass

    def talk(self):
        self.wfile.write(b"* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] stub\r\n")
        while line := self.rfile.readline():
            words = line.decode(errors="replace").split()
            if len(words) < 2:
                continue
            tag, command = words[0], words[1].upper()
            answer = b""
            if command == "CAPABILITY":
                answer = b"* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n"
            elif command in ("EXAMINE", "SELECT"):
                answer = (f"* {len(self.server.mails)} EXISTS\r\n* OK [UIDVALIDITY {self.server.validity}] v\r\n"
                          f"* OK [UIDNEXT {len(self.server.mails) + 1}] n\r\n").encode()
            elif command == "UID" and words[2].upper() == "FETCH":
                answer = self.fetch(words)
            elif command == "LOGOUT":
                self.wfile.write(b"* BYE\r\n")
                return
            answer += f"{tag} OK done\r\n".encode()
            answer = self.server.twist(words, answer)
            if answer is None:
                return
            self.wfile.write(answer)

    def fetch(self, words):
        uids = set()
        for part in words[3].split(","):
            first, _, last = part.partition(":")
            uids.update(range(int(first), int(last or first) + 1))
        answer = b""
        what = " ".join(words[4:])
        for uid, mail in enumerate(self.server.mails, 1):
            if uid not in uids:
                continue
            if "RFC822.SIZE" in what:
                answer += f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(mail)})\r\n".encode()
            else:
                piece = re.search(r"\[\]<(\d+)\.(\d+)>", what)
                body = mail[int(piece[1]):int(piece[1]) + int(piece[2])] if piece else mail
                answer += f"* {uid} FETCH (UID {uid} BODY[] {{{len(body)}}}\r\n".encode() + body + b")\r\n"
        return answer
