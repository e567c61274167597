"""The stakeholder groups that every installation starts with. Administrators rename, add and retire."""

from django.db import migrations

GROUPS = {
    "government": {
        "en": "Government",
        "fr": "Gouvernement",
        "es": "Gobierno",
        "ru": "Правительство",
        "ar": "حكومة",
        "zh": "政府",
    },
    "intergovernmental-organisation": {
        "en": "Intergovernmental organisation",
        "fr": "Organisation intergouvernementale",
        "es": "Organización intergubernamental",
        "ru": "Межправительственная организация",
        "ar": "منظمة حكومية دولية",
        "zh": "政府间组织",
    },
    "civil-society": {
        "en": "Civil society",
        "fr": "Société civile",
        "es": "Sociedad civil",
        "ru": "Гражданское общество",
        "ar": "المجتمع المدني",
        "zh": "民间社会",
    },
    "private-sector": {
        "en": "Private sector",
        "fr": "Secteur privé",
        "es": "Sector privado",
        "ru": "Частный сектор",
        "ar": "القطاع الخاص",
        "zh": "私营部门",
    },
    "technical-community": {
        "en": "Technical community",
        "fr": "Communauté technique",
        "es": "Comunidad técnica",
        "ru": "Техническое сообщество",
        "ar": "المجتمع التقني",
        "zh": "技术界",
    },
    "academia": {
        "en": "Academia",
        "fr": "Milieu universitaire",
        "es": "Sector académico",
        "ru": "Академическое сообщество",
        "ar": "الأوساط الأكاديمية",
        "zh": "学术界",
    },
    "individual": {
        "en": "Individual",
        "fr": "Particulier",
        "es": "Particular",
        "ru": "Частное лицо",
        "ar": "فرد",
        "zh": "个人",
    },
}


def make_groups(apps, schema_editor):
    """Make those that are not there; what administrators have changed stays as it is."""
    StakeholderGroup = apps.get_model("accounts", "StakeholderGroup")
    for order, (slug, names) in enumerate(GROUPS.items(), start=1):
        StakeholderGroup.objects.get_or_create(slug=slug, defaults={"names": names, "order": order})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
