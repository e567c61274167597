/* Agreeing and disagreeing where one reads: the server answers with the buttons as they are then. Whatever else it answers
   (one has to sign in again, it is too often) is a page, and the browser goes there, as it does without a script. */
const AS_A_PART = { "HX-Request": "true" };

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

function say(words) {
  document.getElementById("reacted").textContent = words;
}

function put(html, button) {
  const made = parsed(html).querySelector("[data-said]");
  const now = button.closest(".reactions");
  const which = [...now.querySelectorAll("button")].indexOf(button);
  const fresh = made.querySelector(".reactions");
  fold(now.querySelector("[aria-expanded=true]"));
  now.replaceWith(fresh);
  makeButtons();
  fresh.querySelectorAll("button")[which]?.focus();
  say(made.dataset.said);
}

async function react(event) {
  const button = event.submitter;
  if (event.target.id !== "reacting" || !button || button.dataset.natively) return;
  event.preventDefault();
  const body = new FormData(event.target);
  body.set(button.name, button.value);
  try {
    const answer = await fetch(button.formAction, { method: "POST", body, headers: AS_A_PART });
    if (answer.redirected) return location.assign(answer.url);
    if (answer.ok) return put(await answer.text(), button);
    button.dataset.natively = "true";
    event.target.requestSubmit(button);
  } catch {
    say(event.target.dataset.unreached);
  }
}

/* Who agrees, by group: beneath the comment, and away again. The link that leads to the figures becomes a button for them. */
function makeButtons() {
  document.querySelectorAll("[data-by-group]:not([role])").forEach((link) => {
    const shown = link.closest(".comment").id;
    Object.entries({ role: "button", "aria-expanded": "false", "aria-controls": `by-group-${shown}` }).forEach((it) => link.setAttribute(...it));
  });
}

function fold(link) {
  if (!link) return;
  document.getElementById(link.getAttribute("aria-controls"))?.remove();
  link.setAttribute("aria-expanded", "false");
}

async function unfold(event) {
  const link = event.target.closest("[data-by-group]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.getAttribute("aria-expanded") === "true") return fold(link);
  try {
    const answer = await fetch(link.href, { headers: AS_A_PART });
    if (!answer.ok) throw new Error(answer.statusText);
    if (!link.isConnected || link.getAttribute("aria-expanded") === "true") return;
    const shown = document.createElement("div");
    Object.assign(shown, { className: "by-group", id: link.getAttribute("aria-controls") });
    shown.append(...parsed(await answer.text()).childNodes);
    link.closest(".comment-actions").after(shown);
    link.setAttribute("aria-expanded", "true");
  } catch {
    location.assign(link.href);
  }
}

/* A button answers to the space bar, too. */
function press(event) {
  const link = event.key === " " && event.target.closest("[data-by-group][role=button]");
  if (!link) return;
  event.preventDefault();
  link.click();
}

document.addEventListener("submit", react);
document.addEventListener("click", unfold);
document.addEventListener("keydown", press);
document.addEventListener("comments", makeButtons);
makeButtons();
