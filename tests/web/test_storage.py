"""What a page keeps in user://."""

KEPT = """async () => {
    const answer = (asked) => new Promise((done) => (asked.onsuccess = () => done(asked.result)));
    const names = (await indexedDB.databases()).map((one) => one.name);
    const name = names.find((one) => one.startsWith("/user/"));
    if (!name) return 0;
    const base = await answer(indexedDB.open(name));
    const count = await answer(base.transaction("FILE_DATA").objectStore("FILE_DATA").count());
    base.close();
    return count;
}"""
"""How many files the browser has."""


def test_it_is_there_when_the_page_is_loaded_again(show):
    page = show("keeping")
    page.has_printed("opened 1, HTML5, lasts: True")
    page.until(lambda: page.page.evaluate(KEPT))
    page.page.reload()
    page.has_printed("opened 2, HTML5, lasts: True")
    assert page.console == []


def test_a_browser_that_keeps_nothing_says_so(show):
    page = show("keeping", before="Object.defineProperty(window, 'indexedDB', { value: undefined });")
    page.has_printed("opened 1, HTML5, lasts: False")
    page.until(lambda: page.console)
    (complaint,) = page.console
    assert "What is written to user:// lasts no longer than this page" in complaint
