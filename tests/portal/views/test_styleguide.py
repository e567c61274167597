from django.urls import reverse


def test_the_style_guide_is_there_in_development_only(client, db, settings):
    assert client.get(reverse("styleguide")).status_code == 404

    settings.DEBUG = True
    assert client.get(reverse("styleguide")).status_code == 200
