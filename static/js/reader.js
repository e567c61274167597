/* On a wide screen the thread of a chosen provision opens beside the text; elsewhere the link leads to its own page.
   The server answers with the discussion alone, as it does to htmx: for one request that needs no library. */
const wide = matchMedia("(min-width: 56.01rem)");
let asked = new AbortController();

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

function show(html, eid) {
  document.getElementById("discussion").outerHTML = html;
  const discussion = document.getElementById("discussion");
  mark(eid);
  discussion.scrollTop = 0;
  discussion.focus({ preventScroll: true });
}

/* The provision that a link names or stands beside; "" for the link that closes it; null where a link only leads on. */
function chosenBy(link) {
  if (link?.dataset.provision !== undefined) return link.dataset.provision;
  return link?.closest(".words") ? null : link?.closest(".provision")?.id ?? null;
}

function addressOf(eid) {
  const address = new URL(location);
  address.search = new URLSearchParams(eid ? { p: eid } : { at: document.getElementById("discussion").dataset.chosen });
  address.hash = "";
  return address;
}

async function choose(event) {
  const link = event.target.closest("a");
  const eid = chosenBy(link);
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (eid === null || !plain || !wide.matches) return;
  event.preventDefault();
  const address = addressOf(eid);
  if (eid && !document.getElementById(eid)) return location.assign(address);
  try {
    show(await discussionOf(address), eid);
    history.pushState(null, "", address);
    if (!link.closest(".provision")) document.getElementById(eid)?.scrollIntoView({ block: "center" });
  } catch (error) {
    if (error.name !== "AbortError") location.assign(link.href);
  }
}

/* A link to a provision of a long draft may name one that is on another page: the server finds it by `at`. */
function openItsPage() {
  const eid = decodeURIComponent(location.hash.slice(1));
  const address = new URL(location);
  if (!eid || document.getElementById(eid) || address.searchParams.get("at") === eid) return;
  if (!document.querySelector(".draft-text[data-part]")) return;
  address.search = new URLSearchParams({ at: eid });
  location.replace(address);
}

document.querySelector(".reader").addEventListener("click", choose);
addEventListener("hashchange", openItsPage);
openItsPage();
document.querySelector(".provision[aria-current]")?.scrollIntoView({ block: "center" });
document.querySelectorAll(".reader > .outline [aria-current]").forEach((page) => {
  page.closest(".outline").scrollTop = page.offsetTop - page.offsetHeight;
});
addEventListener("popstate", () => {
  const chosen = new URL(location).searchParams.get("p") ?? "";
  if (chosen !== document.getElementById("discussion").dataset.chosen) location.reload();
});
