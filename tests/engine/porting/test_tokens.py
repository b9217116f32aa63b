import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.porting.error import GDScriptError
from engine.porting.tokens import Comment, Kind, Token, tokens_of, unescaped


def texts(text):
    return [token.text or token.kind.name for token in tokens_of(text).tokens]


def kinds(text):
    return [token.kind.name for token in tokens_of(text).tokens]


def test_a_line_is_tokens_and_its_end():
    assert tokens_of("var x := 5 # why\n").tokens == [
        Token(Kind.KEYWORD, "var", 1),
        Token(Kind.NAME, "x", 1),
        Token(Kind.MARK, ":=", 1),
        Token(Kind.NUMBER, "5", 1),
        Token(Kind.NEWLINE, "", 1),
        Token(Kind.END, "", 2),
    ]


def test_blocks_begin_and_end_by_their_indent():
    text = "if a:\n\tb\n\n\t# a comment\n  # another\n\tif c:\n\t\td\ne\n"
    assert texts(text) == [
        *("if", "a", ":", "NEWLINE", "INDENT", "b", "NEWLINE"),
        *("if", "c", ":", "NEWLINE", "INDENT", "d", "NEWLINE", "DEDENT", "DEDENT", "e", "NEWLINE", "END"),
    ]


def test_a_tab_is_as_wide_as_four_blanks():
    assert kinds("if a:\n\tb\n    c\n").count("INDENT") == 1


def test_an_indent_of_no_block_is_refused():
    with pytest.raises(GDScriptError, match="line 3: the indent is that of no block around it"):
        tokens_of("if a:\n    b\n  c\n")


def test_a_line_goes_on_within_brackets_and_after_a_backslash():
    assert texts("a = [\n\t1,\n\t2\n]\nb = 1 + \\\n\t2") == [
        *("a", "=", "[", "1", ",", "2", "]", "NEWLINE"),
        *("b", "=", "1", "+", "2", "NEWLINE", "END"),
    ]


def test_lines_are_counted_through_texts_and_brackets():
    tokens = tokens_of('a = """x\ny"""\nb = [\n\n1]\nc').tokens
    assert [(token.text, token.line) for token in tokens if token.kind in (Kind.NAME, Kind.NUMBER)] == [
        ("a", 1),
        ("b", 3),
        ("1", 5),
        ("c", 6),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        (r'"a\tb"', "TEXT", "a\tb"),
        (r"'it\'s'", "TEXT", "it's"),
        ('"""two\n"lines" """', "TEXT", 'two\n"lines" '),
        (r'"\u00fc\q"', "TEXT", "üq"),
        ('"a\\\nb"', "TEXT", "ab"),
        ("0x1F", "NUMBER", "0x1F"),
        ("0b11", "NUMBER", "0b11"),
        ("1_000", "NUMBER", "1_000"),
        ("1.5e-3", "NUMBER", "1.5e-3"),
        (".5", "NUMBER", ".5"),
        ("5.", "NUMBER", "5."),
        ("$Panel/Label", "NODE", "Panel/Label"),
        ('$"../A b"', "NODE", "../A b"),
        ("$'x'", "NODE", "x"),
        ("$%Unique", "NODE", "%Unique"),
        ('@"A/B:c"', "PATH", "A/B:c"),
        ("größe", "NAME", "größe"),
        ("<<=", "MARK", "<<="),
        ("..", "MARK", ".."),
        ("func", "KEYWORD", "func"),
    ],
)
def test_tokens_have_a_kind_and_what_they_mean(text, kind, meant):
    token = tokens_of(text).tokens[0]
    assert (token.kind.name, token.text) == (kind, meant)


def test_any_word_may_be_an_attribute():
    assert kinds("a.match.in")[:5] == ["NAME", "MARK", "NAME", "MARK", "NAME"]


def test_comments_stand_beside_the_tokens():
    text = "# first\nvar a # second  \n\n\t# third\nvar b = [ # fourth\n1]"
    assert tokens_of(text).comments == [
        Comment("# first", 1, True),
        Comment("# second", 2, False),
        Comment("# third", 4, True),
        Comment("# fourth", 5, False),
    ]


def test_a_mark_of_another_language_is_refused():
    with pytest.raises(GDScriptError, match=r"line 2: '\?' begins nothing of GDScript"):
        tokens_of("var a\na ? b")


def test_lines_may_end_as_in_windows():
    assert texts("if a:\r\n\tb\r\n\r\nc\r\n") == [
        *("if", "a", ":", "NEWLINE", "INDENT", "b", "NEWLINE", "DEDENT", "c", "NEWLINE", "END")
    ]


def test_a_text_without_escapes_is_itself():
    assert unescaped("plain") == "plain"


@given(st.text(alphabet="\t\n #\"'\\$@ab1.=([{)]}:,") | st.text())
@example("\ufeff")
@example("$")
def test_any_text_is_tokens_or_refused(text):
    try:
        tokens = tokens_of(text).tokens
    except GDScriptError as error:
        tokens = []
        where = error.line
        assert 1 <= where <= text.count("\n") + 1
    found = [token.kind for token in tokens]
    assert found.count(Kind.INDENT) == found.count(Kind.DEDENT)


def test_many_quotes_and_blanks_are_looked_at_once():
    with pytest.raises(GDScriptError):
        tokens_of('"' + "a\\" * 50_000)
    assert tokens_of("#\n" * 20_000 + " " * 50_000).tokens == [Token(Kind.END, "", 20_001)]
