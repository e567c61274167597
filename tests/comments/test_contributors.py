from comments.contributors import named_key, organisation_key, person_key


def test_an_organisation_and_a_person_are_not_mistaken_for_each_other():
    assert organisation_key(7) != person_key(7)


def test_a_name_is_the_same_whatever_its_case_and_spaces():
    assert named_key(name="Jane  Doe", country="KE") == named_key(name=" jane doe", country="KE")


def test_the_same_name_elsewhere_is_somebody_else():
    keys = {
        named_key(name="Jane Doe", country="KE"),
        named_key(name="Jane Doe", country="UG"),
        named_key(name="Jane Doe", country="KE", organisation="Article 19"),
        named_key(name="Jane Doe", country="KE", source="letters"),
        named_key(name="", country="KE", organisation="Jane Doe"),
    }

    assert len(keys) == 5


def test_speakers_without_a_name_count_alone():
    assert named_key(name=" ", country="KE") != named_key(name="", country="KE")


def test_a_key_fits_its_column_and_tells_nobody_the_name():
    key = named_key(name="Jane Doe " * 200)

    assert len(key) <= 80
    assert "jane" not in key
