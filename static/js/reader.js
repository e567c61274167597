/* On a wide screen the thread of a chosen provision opens beside the text; elsewhere the link leads to its own page.
   The server answers with the discussion alone, as it does to htmx: for one request that needs no library. Whatever is
   chosen stands in the address, so that the browser's back button takes it back. */
const wide = matchMedia("(min-width: 56.01rem)");
let asked = new AbortController();
let shown = location.search;

const discussion = () => document.getElementById("discussion");
const param = (address, name) => new URL(address, location).searchParams.get(name) ?? "";

function mark(eid) {
  document.querySelectorAll(".provision[aria-current]").forEach((it) => it.removeAttribute("aria-current"));
  document.getElementById(eid)?.setAttribute("aria-current", "true");
}

async function discussionOf(address) {
  asked.abort();
  asked = new AbortController();
  const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: asked.signal });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

/* Puts what the address chooses beside the text. A new place is read from its beginning; who closes it goes back to the
   provision, and who filters stays where the filters are. */
async function show(address, before = () => {}) {
  const [eid, left] = [param(address, "p"), discussion().dataset.chosen];
  const html = await discussionOf(address);
  before();
  const [top, isOpen] = [discussion().scrollTop, discussion().querySelector(".filter-box")?.open];
  discussion().outerHTML = html;
  shown = new URL(address, location).search;
  mark(eid);
  const filters = discussion().querySelector(".filter-box");
  if (eid === left && filters) {
    filters.open = isOpen;
    discussion().scrollTop = top;
    filters.querySelector("summary").focus({ preventScroll: true });
  } else if (eid) discussion().focus({ preventScroll: true });
  else document.getElementById(left)?.querySelector(".discussed")?.focus({ preventScroll: true });
  document.dispatchEvent(new Event("comments"));
}

/* The provision that a link names or stands beside; "" for the link that closes it; null where a link only leads on. */
function chosenBy(link) {
  if (link?.dataset.provision !== undefined) return link.dataset.provision;
  return link?.closest(".words, .gap, .missing") ? null : link?.closest(".provision")?.id ?? null;
}

/* Filters, order and “whole text” stay; where one was in the list or in the draft does not. */
function addressOf(eid) {
  const address = new URL(location);
  for (const name of ["p", "at", "number", "cursor"]) address.searchParams.delete(name);
  if (address.searchParams.get("page") !== "all") address.searchParams.delete("page");
  if (eid) address.searchParams.set("p", eid);
  else address.searchParams.set("at", discussion().dataset.chosen);
  address.hash = "";
  return address;
}

/* Where a link or form beside the text leads to the same draft, it changes what stands there and nothing else. */
function besideBy(link) {
  const address = link?.closest("#discussion") && link.search !== undefined ? new URL(link.href) : null;
  return address && address.pathname === location.pathname && !address.hash ? address : null;
}

async function turnTo(address, otherwise) {
  try {
    await show(address, () => history.pushState(null, "", address));
  } catch (error) {
    if (error.name !== "AbortError") location.assign(otherwise);
  }
}

async function choose(event) {
  const link = event.target.closest("a");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const eid = chosenBy(link);
  const beside = eid === null ? besideBy(link) : null;
  if ((eid === null && !beside) || !plain || !wide.matches) return;
  event.preventDefault();
  if (beside) return turnTo(beside, link.href);
  const address = addressOf(eid);
  if (eid && !document.getElementById(eid)) return location.assign(address);
  await turnTo(address, link.href);
  if (!link.closest(".provision")) document.getElementById(eid)?.scrollIntoView({ block: "center" });
}

/* Filters that were chosen since the page was loaded are in its address, not in the form that asks for a number. */
function goTo(form) {
  const address = new URL(location);
  for (const name of ["p", "at", "cursor"]) address.searchParams.delete(name);
  address.searchParams.set("number", form.elements.number.value);
  address.hash = "";
  location.assign(address);
}

function submit(event) {
  const form = event.target.closest("#discussion .filters, .go-to");
  if (!form || (!form.matches(".go-to") && !wide.matches)) return;
  event.preventDefault();
  if (form.matches(".go-to")) return goTo(form);
  const chosen = [...new FormData(form)].filter(([, value]) => value);
  const address = new URL(`?${new URLSearchParams(chosen)}`, location);
  turnTo(address, address);
}

/* A link to a provision of a long draft may name one that is on another page: the server finds it by `at`. */
function openItsPage() {
  const eid = decodeURIComponent(location.hash.slice(1));
  const address = new URL(location);
  if (!eid || document.getElementById(eid) || address.searchParams.get("at") === eid) return;
  if (!document.querySelector(".draft-text[data-part]")) return;
  for (const name of ["p", "page", "number", "cursor"]) address.searchParams.delete(name);
  address.searchParams.set("at", eid);
  location.replace(address);
}

/* Back and forward: what was beside the text stands there again, without the page being loaded anew. */
async function goBack() {
  if (location.search === shown) return;
  const [eid, page] = [param(location, "p"), param(location, "page")];
  const isHere = page === param(`?${shown.slice(1)}`, "page") && (!eid || document.getElementById(eid));
  if (!isHere || !wide.matches) return location.reload();
  try {
    await show(location.href);
  } catch (error) {
    if (error.name !== "AbortError") location.reload();
  }
}

const reader = document.querySelector(".reader");
reader.addEventListener("click", choose);
reader.addEventListener("submit", submit);
reader.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target.closest("form")) return;
  event.target.closest("#discussion")?.querySelector('a[data-provision=""]')?.click();
});
reader.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
addEventListener("popstate", goBack);
addEventListener("hashchange", openItsPage);
openItsPage();
document.querySelector(".provision[aria-current]")?.scrollIntoView({ block: "center" });
