"""What can be checked without a browser: bytes, dictionaries, forbidden constructs."""

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "Sources" / "SportelloWebChat" / "Web"
LANGUAGES = ["en", "it", "pl", "es", "ru", "uk"]
FORMS = {"en": {"one", "other"}, "it": {"one", "many", "other"}, "es": {"one", "many", "other"},
         "pl": {"one", "few", "many", "other"}, "ru": {"one", "few", "many", "other"}, "uk": {"one", "few", "many", "other"}}


def compressed(*files):
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def dictionary(file):
    """The dictionary as data; the modules are plain object literals."""
    text = file.read_text().removeprefix("export default ").rstrip().removesuffix(";")
    text = re.sub(r"([{,]\s*)(one|few|many|other):", r'\1"\2":', text)
    return json.loads(re.sub(r",\s*}", "}", text))


def test_the_loader_is_at_most_four_kilobytes():
    assert compressed(WEB / "widget" / "v1.js") <= 4 * 1024


SHELL = ["panel", "protocol", "session", "outbox", "i18n", "dom", "model", "style"]


@pytest.mark.parametrize("view", [["forms"], ["talk", "log", "text"]])
def test_what_the_first_opening_fetches_is_at_most_thirty_kilobytes_in_every_language(view):
    """`test_widget.py` proves in the browser that the first opening fetches these modules and no others."""
    language = max((WEB / "widget" / "i18n").glob("*.js"), key=compressed)
    assert compressed(*(WEB / "widget" / f"{name}.js" for name in SHELL + view), language) <= 30 * 1024


@pytest.mark.parametrize("part", ["widget", "console"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_placeholders_and_its_own_plural_forms(part, language):
    english = dictionary(WEB / part / "i18n" / "en.js")
    other = dictionary(WEB / part / "i18n" / f"{language}.js")
    assert list(other) == list(english)
    for key, text in other.items():
        forms = text.values() if isinstance(text, dict) else [text]
        original = english[key]
        wanted = set(re.findall(r"{\w+}", original["other"] if isinstance(original, dict) else original))
        assert isinstance(text, dict) == isinstance(original, dict), key
        if isinstance(text, dict):
            assert set(text) == FORMS[language], key
        for form in forms:
            assert form.strip(), key
            assert set(re.findall(r"{\w+}", form)) == wanted, key


@pytest.mark.parametrize("part", ["widget", "console"])
def test_every_key_the_code_names_exists_and_every_key_is_used(part):
    code = "\n".join(file.read_text() for file in (WEB / part).glob("*.js"))
    keys = set(dictionary(WEB / part / "i18n" / "en.js"))
    named = set(re.findall(r"""(?<![\w.])(?:this\.)?(?:t|text|app\.t|workplace\.t)\("([\w.]+)["]""", code))
    assert {key for key in named if not keys & {key, f"ev.{key}", f"f.{key}"}} == set()
    prefixes = tuple(re.findall(r"`([\w.]+\.)\$\{", code))
    unused = {key for key in keys if not key.startswith(prefixes) and f'"{key}"' not in code
              and f'"{key.split(".", 1)[-1]}"' not in code and f'"{key.split(".", 1)[0]}"' not in code}
    assert unused == set()


@pytest.mark.parametrize("word", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
                                  "javascript:", "srcdoc", ".style.cssText", "setAttribute(\"style\""])
def test_no_module_uses_a_construct_that_strict_policies_forbid(word):
    for file in WEB.rglob("*.js"):
        assert word not in file.read_text(), file


def test_no_page_has_inline_script_or_style():
    for file in WEB.rglob("*.html"):
        text = file.read_text()
        assert re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text) is None, file


def test_every_module_parses():
    for file in WEB.rglob("*.js"):
        subprocess.run(["node", "--input-type=module", "--check"], input=file.read_bytes(), check=True)
