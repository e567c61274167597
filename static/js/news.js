/* While somebody stays on a page, it asks once a minute how many comments have come. It says so with a button; nothing moves
   until that is pressed. Then they stand where they belong, marked as new. Pages of closed rounds do not ask. */
import { commentsCame, partOf } from "./parts.js";

const MINUTE = 60_000;

function news() {
  return document.querySelector("[data-news]");
}

async function ask() {
  const place = news();
  if (!place || document.hidden || Date.now() > Date.parse(place.dataset.until)) return;
  const answer = await fetch(`${place.dataset.news}?since=${place.dataset.since}`);
  if (answer.status !== 200 || place !== news()) return;
  const { said, new: count, total } = await answer.json();
  if (place.dataset.count === String(count)) return;
  Object.assign(place.dataset, { count, total });
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "btn btn-sm", textContent: said });
  place.replaceChildren(button);
}

function nameOf(entry) {
  return entry.querySelector(".comment").id;
}

function mark(entry, word) {
  entry.querySelectorAll(".comment").forEach((comment) => {
    const badge = document.createElement("p");
    badge.className = "badge badge-new";
    badge.textContent = word;
    comment.prepend(badge);
  });
}

/* Entries of `fresh` that are nowhere on the page come to where they stand there: each after the one before it. */
function merge(list, fresh, word) {
  const added = [];
  let last = null;
  for (const entry of [...fresh.children]) {
    const here = document.getElementById(nameOf(entry))?.closest("li");
    if (here) {
      if (here.parentElement === list) last = here;
      added.push(...mergeBelow(here, entry, word));
      continue;
    }
    mark(entry, word);
    if (last) last.after(entry);
    else list.prepend(entry);
    last = entry;
    added.push(...entry.querySelectorAll(".comment"));
  }
  return added;
}

function mergeBelow(here, entry, word) {
  const fresh = entry.querySelector(":scope > .replies");
  const list = here.querySelector(":scope > .replies");
  if (!fresh) return [];
  if (list) return merge(list, fresh, word);
  mark(fresh, word);
  here.querySelector(":scope > .comment").after(fresh);
  return [...fresh.querySelectorAll(".comment")];
}

/* The list of the page: its threads, or the replies of its one thread. */
function listOf(root) {
  return root.querySelector("ol.threads") ?? root.querySelector("ol.replies");
}

async function bring(place) {
  const address = new URL(location);
  address.hash = "";
  const fresh = listOf(await partOf(address));
  const list = listOf(document);
  if (!fresh || !list) return location.reload();
  const { count, total, added: words, elsewhere } = place.dataset;
  const added = merge(list, fresh, place.dataset.new);
  place.dataset.since = total;
  delete place.dataset.count;
  place.textContent = added.length < Number(count) ? `${added.length ? words : ""} ${elsewhere}` : words;
  commentsCame();
  added[0]?.setAttribute("tabindex", "-1");
  added[0]?.focus();
}

document.addEventListener("click", (event) => {
  const place = event.target.closest("button")?.closest("[data-news]");
  if (place) bring(place).catch(() => location.reload());
});
document.addEventListener("visibilitychange", () => ask().catch(() => {}));
setInterval(() => ask().catch(() => {}), MINUTE);
