// What axe cannot see, as sentences; [] for nothing. Press a key before: focus shows only to those who use one.
() => {
    const script = /[\u0600-\u06FF]{2}/;
    const wrong = [];
    const short = (it) => it.outerHTML.replace(/\s+/g, " ").slice(0, 110);
    const seen = (it) => it.checkVisibility({ visibilityProperty: true }) && it.getClientRects().length > 0;
    const marked = (it) => {
        const style = getComputedStyle(it);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
    };

    if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
    if (!document.documentElement.lang || !document.documentElement.dir) wrong.push("no language or direction");

    const focusable = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
        .filter((it) => !it.disabled && it.tabIndex >= 0 && seen(it));
    const skip = focusable[0];
    if (!skip?.matches("a.skip") || !document.querySelector(skip.hash)?.matches("main[tabindex='-1']"))
        wrong.push("the first stop is no link to the content");
    for (const it of focusable) {
        if (it.tabIndex > 0) wrong.push(`out of order: ${short(it)}`);
        it.focus({ preventScroll: true });
        const shown = [it, it.labels?.[0], it.parentElement].filter(Boolean);
        if (document.activeElement === it && !shown.some(marked)) wrong.push(`focus does not show: ${short(it)}`);
    }

    for (const table of document.querySelectorAll("table")) {
        if (!table.caption && !table.ariaLabel && !table.getAttribute("aria-labelledby"))
            wrong.push(`table without a name: ${short(table)}`);
        for (const head of table.querySelectorAll("th:not([scope])")) wrong.push(`heading of nothing: ${short(head)}`);
    }

    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const place = words.currentNode.parentElement;
        if (place.matches("option")) continue; // a language in its own name: readers of screens say options in one voice
        if (script.test(words.currentNode.data) && !place.closest("[lang]").lang.startsWith("ar"))
            wrong.push(`Arabic that is not said to be: ${short(place)}`);
    }
    return wrong;
}
