from comments.passages import Piece, passage_of, pieces


def test_what_stands_between_the_marks_is_found():
    assert pieces("a \x02b\x03 c") == (Piece("a ", False), Piece("b", True), Piece(" c", False))
    assert pieces("a") == (Piece("a", False),)
    assert pieces("") == ()


def test_dots_stand_where_words_are_left_out():
    text = "One two three four five six seven eight nine ten eleven twelve."

    def passage(marked: str) -> str:
        return "".join(piece.text for piece in pieces(marked, of=text))

    assert passage("One two \x02three\x03 four") == "One two three four …"
    assert passage("five \x02six\x03 seven") == "… five six seven …"
    assert passage("ten \x02eleven\x03 twelve") == "… ten eleven twelve"
    assert passage("") == ""


def test_a_passage_is_cut_around_the_first_place():
    passage = passage_of("前" * 100 + "网络" + "后" * 100, ["网络"])

    assert [piece.text for piece in passage] == ["… " + "前" * 45, "网络", "后" * 45 + " …"]
    assert [piece.is_found for piece in passage] == [False, True, False]


def test_every_place_in_the_passage_is_marked_and_the_longest_first():
    passage = passage_of("网络犯罪与网络", ["网络", "网络犯罪"])

    assert [piece.text for piece in passage if piece.is_found] == ["网络犯罪", "网络"]


def test_without_a_place_there_is_no_passage():
    assert passage_of("abc", ["网络"]) == ()
    assert passage_of("abc", []) == ()
