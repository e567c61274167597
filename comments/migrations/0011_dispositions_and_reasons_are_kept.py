"""Dispositions and reasons of moderation become rows, with the codes that they had."""

import django.db.models.deletion
from django.db import migrations, models

TERM = [
    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
    ("slug", models.SlugField(max_length=60, unique=True)),
    (
        "names",
        models.JSONField(help_text="The name by language, such as {'en': 'Civil society'}; English is the fallback."),
    ),
    ("order", models.PositiveSmallIntegerField(default=0)),
    ("retired_at", models.DateTimeField(blank=True, null=True)),
]

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")

DISPOSITIONS = {
    "accepted": ("Accepted", "Acceptée", "Aceptado", "Принято", "مقبول", "采纳"),
    "accepted-with-modifications": (
        "Accepted with modifications",
        "Acceptée avec modifications",
        "Aceptado con modificaciones",
        "Принято с изменениями",
        "مقبول مع تعديلات",
        "修改后采纳",
    ),
    "noted": ("Noted", "Notée", "Se toma nota", "Принято к сведению", "أُحيط علما", "已注意到"),
    "not-accepted": ("Not accepted", "Non retenue", "No aceptado", "Не принято", "غير مقبول", "未采纳"),
    "out-of-scope": (
        "Out of scope",
        "Hors du champ",
        "Fuera del ámbito",
        "Выходит за рамки",
        "خارج النطاق",
        "超出范围",
    ),
}

REASONS = {
    "abuse": (
        "it insults or threatens people",
        "il insulte ou menace des personnes",
        "insulta o amenaza a personas",
        "он оскорбляет людей или угрожает им",
        "يهين أشخاصا أو يهددهم",
        "侮辱或威胁他人",
    ),
    "personal-data": (
        "it contains personal data of others",
        "il contient des données personnelles d’autrui",
        "contiene datos personales de otras personas",
        "он содержит личные данные других людей",
        "يتضمن بيانات شخصية لآخرين",
        "含有他人的个人数据",
    ),
    "off-topic": (
        "it does not concern the draft",
        "il ne concerne pas le projet de texte",
        "no se refiere al proyecto de texto",
        "он не относится к проекту",
        "لا يتعلق بالمشروع",
        "与草案无关",
    ),
    "spam": (
        "it advertises or was sent by a machine",
        "il fait de la publicité ou a été envoyé par une machine",
        "es publicidad o lo envió una máquina",
        "он содержит рекламу или отправлен машиной",
        "إعلان أو رسالة أرسلتها آلة",
        "广告或由机器发送",
    ),
    "unlawful": (
        "it is against the law",
        "il est contraire à la loi",
        "es contrario a la ley",
        "он противоречит закону",
        "مخالف للقانون",
        "违反法律",
    ),
    "other": ("another reason", "une autre raison", "otro motivo", "другая причина", "سبب آخر", "其他原因"),
}


def make_terms(apps, schema_editor):
    """Make those that are not there; what administrators have changed stays as it is."""
    for name, terms in (("DispositionTerm", DISPOSITIONS), ("ModerationReasonTerm", REASONS)):
        model = apps.get_model("comments", name)
        for order, (slug, words) in enumerate(terms.items(), start=1):
            names = dict(zip(LANGUAGES, words, strict=True))
            model.objects.get_or_create(slug=slug, defaults={"names": names, "order": order})


def term(name):
    """The table of one list, with its constraints."""
    lower = name.lower()
    replaced = models.Q(("retired_at__isnull", False), models.Q(("successor", models.F("id")), _negated=True))
    return [
        migrations.CreateModel(
            name=name,
            fields=[
                *TERM,
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to=f"comments.{lower}",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "slug"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug", ""), _negated=True), name=f"{lower}_has_a_slug"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("successor", None), replaced, _connector="OR"),
                        name=f"{lower}_is_replaced_once_retired",
                    ),
                ],
            },
        )
    ]


class Migration(migrations.Migration):
    dependencies = [("comments", "0010_merged_contributors_have_one_answer_set")]

    operations = [
        *term("DispositionTerm"),
        *term("ModerationReasonTerm"),
        migrations.RunPython(make_terms, migrations.RunPython.noop),
    ]
