"""Make a draft in Markdown from the proposals of Decide Madrid, one article a proposal.

    python tools/madrid_draft.py proposals.csv draft.md

The article has the proposal's id as its number, so that docs/examples/decide-madrid.toml finds the place of a comment
by its `proposalId`. Columns used: id, title, summary, text.
"""

import csv
import re
import sys
from pathlib import Path

MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&=])")


def draft(proposals: list[dict[str, str]]) -> str:
    """The whole text. A paragraph of the source is one line, so that nothing in it reads as markup or as a number."""
    articles = sorted(proposals, key=lambda proposal: int(proposal["id"]))
    return "# Propuestas ciudadanas de Madrid\n\n" + "\n".join(article(proposal) for proposal in articles)


def article(proposal: dict[str, str]) -> str:
    heading = f"## Artículo {proposal['id']}. {plain(proposal['title'])}\n"
    paragraphs = [plain(proposal[name]) for name in ("summary", "text")]
    return "\n".join([heading, *(f"{paragraph}\n" for paragraph in paragraphs if paragraph)])


def plain(text: str) -> str:
    return MARKUP.sub(r"\\\1", " ".join(text.split()))


def main(source: Path, target: Path) -> None:
    with source.open(encoding="utf-8", newline="") as opened:
        proposals = list(csv.DictReader(opened))
    target.write_text(draft(proposals), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
