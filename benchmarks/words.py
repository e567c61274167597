"""What is said in the benchmark: texts in six languages whose lengths have a long tail, as real ones have."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from portal.demo import consultation

LONGEST = 20_000
"""As long as a comment may be."""
VOCABULARY = sorted(
    set(re.findall(r"[a-z]+", (Path(consultation.__file__).parent / "content/second_draft.md").read_text("utf-8")))
)
"""Words of a real draft: what is drawn from them compresses no better than prose."""

SENTENCES = {
    "en": [
        "We welcome this provision and ask the Parties to say what “without delay” means in practice.",
        "In our experience **small organisations** cannot meet a term of this kind without help.",
        "The words “as far as possible” leave open who decides, and by which measure.",
        "Judicial oversight should come *before* the measure and not after it.",
        "See [our earlier statement](https://example.org/statement) on the same point.",
        "We would rather see the safeguards of article 7 repeated here in full.",
        "It is not clear how this paragraph stands beside treaties that are already in force.",
    ],
    "fr": [
        "Nous saluons cette disposition et demandons aux Parties de préciser ce que « sans délai » signifie.",
        "Les petites structures ne pourront pas respecter un tel délai **sans assistance**.",
        "Le contrôle d’un juge devrait intervenir *avant* la mesure.",
        "Nous renvoyons à [notre contribution précédente](https://example.org/contribution).",
    ],
    "es": [
        "Celebramos esta disposición y pedimos que se aclare qué significa «sin demora».",
        "La supervisión judicial debe ser **previa** a la medida y no posterior.",
        "Las organizaciones pequeñas no podrán cumplir este plazo sin apoyo técnico.",
    ],
    "ru": [
        "Мы приветствуем это положение и просим уточнить, что означает «без промедления».",
        "Судебный контроль должен **предшествовать** принятию меры, а не следовать за ней.",
    ],
    "ar": [
        "نرحب بهذا الحكم ونطلب من الأطراف توضيح المقصود بعبارة «دون تأخير».",
        "ينبغي أن تسبق الرقابة القضائية **اتخاذ التدبير** لا أن تليه.",
    ],
    "zh-Hans": ["我们欢迎这一条款，并请各方说明“毫不迟延”的含义。", "司法监督应当在采取措施**之前**进行，而不是之后。"],
}
HOW_OFTEN = {"en": 62, "fr": 12, "es": 12, "ru": 5, "ar": 5, "zh-Hans": 4}
BULLETS = 0.1
"""The share of texts with a list."""


def language(chance: Random) -> str:
    return chance.choices(list(HOW_OFTEN), list(HOW_OFTEN.values()))[0]


def clause(chance: Random, words: int) -> str:
    return " ".join(chance.choices(VOCABULARY, k=words))


def text(chance: Random, language: str) -> str:
    """Half of all texts have fewer than 350 characters, one in a hundred more than 4,000, none more than LONGEST."""
    wanted = min(chance.lognormvariate(5.85, 1.05), LONGEST)
    lists = chance.random() < BULLETS
    whole = ""
    while not whole or len(whole) < wanted:
        longer = f"{whole}\n\n{_paragraph(chance, language, lists=lists)}".strip()
        if len(longer) > LONGEST:
            break
        whole = longer
    return whole


def _paragraph(chance: Random, language: str, *, lists: bool) -> str:
    sentences = chance.choices(SENTENCES[language], k=chance.randint(1, 3))
    if language == "en":
        sentences.append(f"We mean {clause(chance, chance.randint(10, 30))}.")
    return "\n".join(f"- {it}" for it in sentences) if lists else " ".join(sentences)
