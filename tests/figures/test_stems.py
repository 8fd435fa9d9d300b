"""Words cut to their stems, and the nearest to a misspelt one."""

from __future__ import annotations

import pytest

from bcr.figures.classifying.stems import as_written, nearest, stem, stems, words


@pytest.mark.parametrize(
    ("forms", "cut"),
    [
        ("organisations organisation organizations organization organs organ", "organ"),
        ("applications application applic", "applic"),
        ("applies applied", "appl"),
        ("priorities prior", "prior"),
        ("payments payment paying pays pay", "pay"),
        ("letters letting lets let", "let"),
        ("drivers driver drives drive", "driv"),
        ("queries query", "quer"),
        ("options option opts opt", "opt"),
        ("weekly weeks week", "week"),
        ("misses missed missing", "miss"),
        ("fitted fitter fit", "fit"),
        ("bookings book", "book"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str, cut: str) -> None:
    assert {word: stem(word) for word in forms.split()} == dict.fromkeys(forms.split(), cut)


def test_an_ending_stays_where_fewer_than_three_letters_would_be_left() -> None:
    assert [stem(word) for word in ("yes", "tied", "used", "bill")] == [
        "yes",
        "tied",
        "used",
        "bil",
    ]


def test_words_that_say_nothing_are_left_out_whatever_their_case_and_accents_go() -> None:
    assert stems("The Fewer staff, à la carte") == ["la", "cart"]
    assert words("E-mail: Élan’s 24x7 don't--stop") == ["email", "elans", "24x7", "dont", "stop"]


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("ferries", []) is None


def test_every_word_of_a_text_that_has_one_of_the_stems_is_quoted_once_in_order() -> None:
    text = "Bots book, book and re-book a booking for bots"
    assert as_written("book bot", text) == "Bots book booking bots"
    assert as_written("choir", text) == "choir"


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("autom", "automat"),  # of 6 and 8 pieces 5 are shared: 10 of 14
        ("automxyz", None),  # of 9 and 8 as well: 10 of 17
        ("timetaxyz", "timetable"),  # of 10 and 10 pieces 6: three fifths to the dot
        ("chatter", None),  # of 8 and 8 pieces 4
        ("automatio", "automat"),  # two letters more
        ("automation", None),  # three letters more
        ("rotas", "rota"),  # five letters
        ("roto", None),  # four
    ],
)
def test_a_misspelt_word_is_the_known_one_that_shares_three_fifths_of_its_pieces(
    word: str, near: str | None
) -> None:
    assert nearest(word, ["automat", "chatbot", "timetable", "rota"]) == near
