/* Named parts of our own pages, as the server gives them to htmx. */
export async function partOf(address, options = {}) {
  const answer = await fetch(address, { ...options, headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html").body;
}

/* A click that opens a link here and now, with no key that asks for another window. */
export function isPlain(event) {
  return !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

/* What looks after comments does so again for those that have come. */
export function commentsCame() {
  document.dispatchEvent(new Event("comments"));
}
