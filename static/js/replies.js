/* More replies come to where one reads. The link that asks for them leads, without a script, to the page that has them.
   What was fetched is noted with the page in the browser's history, and fetched again when one comes back. */
import { commentsCame, isPlain, partOf } from "./parts.js";

function nameOf(entry) {
  return entry.querySelector(".comment").id;
}

/* The list that a link continues: its thread's, or that of the page. */
function listOf(link) {
  const place = link.closest("p");
  const list = place.parentElement.querySelector(":scope > .replies");
  if (list) return list;
  const made = document.createElement("ol");
  made.className = "replies";
  made.setAttribute("role", "list");
  place.before(made);
  return made;
}

async function bring(link) {
  const side = link.dataset.more;
  const part = await partOf(link.href);
  const list = listOf(link);
  const entries = [...part.querySelectorAll(".replies > li")].filter((it) => !document.getElementById(nameOf(it)));
  const below = list.firstElementChild;
  const top = below?.getBoundingClientRect().top;
  const root = document.documentElement.style;
  root.overflowAnchor = "none"; // What stands below stays where it is by our own doing, in every browser alike.
  if (side === "before") list.prepend(...entries);
  else list.append(...entries);
  const further = part.querySelector(`[data-more="${side}"]`)?.closest("p");
  if (further) link.closest("p").replaceWith(further);
  else link.closest("p").remove();
  if (side === "before" && below) scrollBy({ top: below.getBoundingClientRect().top - top, behavior: "instant" });
  requestAnimationFrame(() => (root.overflowAnchor = ""));
  commentsCame();
  return entries;
}

function focusOn(entry) {
  const comment = entry?.querySelector(".comment");
  comment?.setAttribute("tabindex", "-1");
  comment?.focus({ preventScroll: true });
}

async function more(event) {
  const link = event.target.closest("a[data-more]");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  if (link.getAttribute("aria-busy") === "true") return;
  link.setAttribute("aria-busy", "true");
  const address = link.href;
  try {
    const entries = await bring(link);
    focusOn(link.dataset.more === "before" ? entries.at(-1) : entries[0]);
    history.replaceState({ ...history.state, more: [...(history.state?.more ?? []), address] }, "");
  } catch {
    location.assign(address);
  }
}

async function bringAgain() {
  const { more = [], top } = history.state ?? {};
  for (const address of more) {
    const link = [...document.querySelectorAll("a[data-more]")].find((it) => it.href === address);
    if (link) await bring(link);
  }
  if (more.length && top !== undefined) scrollTo({ top, behavior: "instant" });
}

document.addEventListener("click", more);
addEventListener("pagehide", () => {
  if (history.state?.more) history.replaceState({ ...history.state, top: scrollY }, "");
});
bringAgain().catch(() => {});
