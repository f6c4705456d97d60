"""JWTs as a host would sign them (contract §3), good and bad."""

import base64
import json
import time

import jwt

SECRET = "0123456789abcdef0123456789abcdef"
ISSUER = "https://host.example"
AUDIENCE = "sportello"


def claims(subject, role, *, minutes=60.0, **changes):
    """The claims of a good token; a change to `None` removes the claim."""
    now = time.time()
    body = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": subject,
        "role": role,
        "name": subject.capitalize(),
        "iat": int(now),
        "exp": int(now + minutes * 60),
    }
    body.update(changes)
    return {name: value for name, value in body.items() if value is not None}


def token(subject, role, *, secret=SECRET, algorithm="HS256", headers=None, **changes):
    return jwt.encode(claims(subject, role, **changes), secret, algorithm=algorithm, headers=headers)


def _part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def unsigned(subject, role, algorithm="none"):
    """`alg: none`: a header, the claims, and no signature."""
    return f"{_part({'alg': algorithm, 'typ': 'JWT'})}.{_part(claims(subject, role))}."


def tampered(subject, role, **changes):
    """A good token whose claims were changed after signing."""
    head, _, signature = token(subject, role).split(".")
    return f"{head}.{_part(claims(subject, role, **changes))}.{signature}"
