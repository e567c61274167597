from tools.madrid_draft import draft


def test_each_proposal_becomes_an_article_with_its_number_and_inert_text():
    proposals = [
        {"id": "19", "title": "Río # uno", "summary": "1. Un resumen", "text": ""},
        {"id": "7", "title": "Limpiar", "summary": "a\n\n# b", "text": "<b>"},
    ]

    assert draft(proposals) == (
        "# Propuestas ciudadanas de Madrid\n\n"
        "## Artículo 7. Limpiar\n\na \\# b\n\n\\<b\\>\n\n"
        "## Artículo 19. Río \\# uno\n\n1\\. Un resumen\n"
    )
