/* n and p lead from change to change. Whoever talks to the computer or types with few keys can switch letters off: the
   browser remembers it. */
import { isPlain } from "./parts.js";

const STORE = "letters";
const box = document.querySelector("[data-letters]");
const WAYS = { n: "next", p: "prev" };

function stored() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}

function store(value) {
  try {
    localStorage.setItem(STORE, value);
  } catch {
    /* A forbidden store forgets. */
  }
}

const changes = [...document.querySelectorAll(".change")];

/* The change that one is in: the one with the focus, else the last one that begins above the middle of the window. */
function current() {
  const focused = document.activeElement?.closest(".change");
  if (focused) return changes.indexOf(focused);
  return changes.findLastIndex((it) => it.getBoundingClientRect().top < innerHeight / 4);
}

function lead(to) {
  const heading = to.querySelector("h3");
  heading.focus({ preventScroll: true });
  to.scrollIntoView({ block: "start" });
}

function step(way) {
  const at = current();
  const index = way === "next" ? at + 1 : at - 1;
  if (changes[index]) return lead(changes[index]);
  changes[at]?.querySelector(`[data-way="${way}"]`)?.click();
}

box.checked = stored() !== "off";
box.hidden = false;
document.querySelector("[data-letters-label]").hidden = false;
box.addEventListener("change", () => store(box.checked ? "on" : "off"));
document.addEventListener("keydown", (event) => {
  const way = WAYS[event.key];
  if (!way || !box.checked || !isPlain(event) || event.target.closest("input, select, textarea, [contenteditable]")) return;
  event.preventDefault();
  step(way);
});
