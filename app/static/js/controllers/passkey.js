// Asks the device for its passkey before a form is sent, and puts the answer into it. Without this the form stays hidden:
// password and code work everywhere.
import { forDevice, forServer } from "../lib/passkey_words.js";

async function ask(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams({ csrf_token: form.elements.csrf_token.value }) });
  // Led elsewhere: the page wants to know once more who this is. Loading it anew asks.
  if (answer.redirected) location.assign(form.action);
  if (!answer.ok || answer.redirected) throw new Error("the site did not ask");
  return { publicKey: forDevice(await answer.json()) };
}

export function connect(form) {
  if (!window.PublicKeyCredential) return;
  const said = form.querySelector("[data-passkey-said]");
  let busy = false;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    said.hidden = true;
    try {
      const key = await navigator.credentials[form.dataset.act](await ask(form));
      form.elements.answer.value = JSON.stringify(forServer(key));
      form.submit();
    } catch {
      said.textContent = form.dataset.failed;
      said.hidden = false;
    }
    busy = false;
  });
}
