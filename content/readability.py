"""How easy prose is to read, and whether it is spelled the American way.

Reading ease is that of R. Flesch, "A new readability yardstick", Journal of Applied
Psychology 32 (3), 1948, 221-233:

    206.835 - 1.015 * (words / sentences) - 84.6 * (syllables / words)

100 is a children's book, 60 to 70 plain English, 30 to 50 a college text. Syllables
are counted from the spelling, so a single word may be off by one; over a few hundred
words the errors cancel.
"""

import re
from collections.abc import Iterable

CODE = re.compile(r"```.*?```|`[^`]*`", re.S)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
WORD = re.compile(r"[A-Za-z0-9][\w'’+#.-]*")
VOWELS = re.compile(r"[aeiouy]+")
# "e" is silent in "rule", "rules" and "trained", but not in "table", "sizes", "wanted".
SILENT_END = re.compile(
    r"(?<=[^aeiouylsxzcg])(?<!ch)(?<!sh)es$|(?<=[aeiouy]l)es?$"
    r"|(?<=[^aeiouytd])ed$|(?<=[^aeiouyl])e$"
)
# Neighbors that are spoken apart, and "-sm" and "-thm" with their hidden vowel.
SPOKEN_APART = re.compile(
    r"(?<![ctsg])ia|(?<=s)ia(?=s)|(?<![ctsg])io(?!u?s?n)|(?<!fr)(?<![ct])ie(?=n)|rious|(?<!p)eo(?!us)"
    r"|(?<![qg])u[ao]|ea$|eas$|creat|react|really|quiet|[sl]cien|client|inear"
    r"|[eoy]ing|[st]h?m$"
)
# How words begin that Americans spell otherwise. Words that end in "-ise" on both
# sides (advertise, exercise, revise) are not among them, nor is the noun "analyses".
BRITISH_BEGINNINGS = (
    *("analysed", "analysing", "artefact", "behaviour", "cancelled", "centre"),
    *("colour", "defence", "favour", "fibre", "grey", "honour", "judgement"),
    *("labelled", "labelling", "labour", "learnt", "licence", "litre", "maths"),
    *("metre", "modelled", "modelling", "neighbour", "per cent", "practise"),
    *("signalled", "towards", "afterwards", "travelled", "travelling", "whilst"),
    *(
        f"{stem}is{end}"
        for stem in (
            *("author", "categor", "character", "critic", "custom", "digit"),
            *("emphas", "equal", "final", "general", "initial", "local", "maxim"),
            *("memor", "minim", "normal", "optim", "organ", "parallel", "penal"),
            *("personal", "priorit", "quant", "random", "real", "recogn", "regular"),
            *("serial", "special", "stabil", "standard", "summar", "symbol"),
            *("synchron", "token", "util", "vector", "visual"),
        )
        for end in ("e", "ing", "ation")
    ),
)
BRITISH = re.compile(rf"\b(?:{'|'.join(BRITISH_BEGINNINGS)})[a-z]*", re.IGNORECASE)


def plain(text: str) -> str:
    """Return the words of a Markdown text, without code and addresses."""
    return LINK.sub(r"\1", CODE.sub(" ", text))


def words(text: str) -> list[str]:
    return WORD.findall(plain(text))


def sentences(text: str) -> list[str]:
    """Split prose into sentences; a list item or heading is one of its own."""
    lines = (line.strip(" -*#>0123456789.") for line in plain(text).split("\n"))
    parts = (re.split(r"(?<=[.?:;])\s+(?=[A-Z\"“(])", line) for line in lines if line)
    return [part for line in parts for part in line if len(words(part)) > 2]


def syllables(word: str) -> int:
    """Count the syllables of an English word by its spelling, at least one."""
    spelled = re.sub(r"[^a-z]", "", word.lower())
    if len(spelled) <= 3:
        return 1
    stem = SILENT_END.sub("", spelled)
    return max(1, len(VOWELS.findall(stem)) + len(SPOKEN_APART.findall(stem)))


def words_a_sentence(texts: Iterable[str]) -> float:
    counts = [len(words(part)) for text in texts for part in sentences(text)]
    return sum(counts) / len(counts) if counts else 0.0


def reading_ease(texts: Iterable[str]) -> float:
    """Return Flesch's reading ease of all texts together; figures are left out."""
    count = parts = sounds = 0
    for text in texts:
        for part in sentences(text):
            spoken = [word for word in words(part) if re.search("[A-Za-z]", word)]
            parts += bool(spoken)
            count += len(spoken)
            sounds += sum(map(syllables, spoken))
    if not count:
        return 0.0
    return 206.835 - 1.015 * count / parts - 84.6 * sounds / count


def british_words(text: str) -> list[str]:
    """Return the words that Americans spell otherwise."""
    return BRITISH.findall(plain(text))
