// A room's page while it is open: what comes goes through the log into the list, what is written through the outbox to the site.
import { Announcer } from "./announcer.js";
import { Changes } from "./changing.js";
import { Dresser } from "./dressing.js";
import { Hearing } from "./hearing.js";
import { List } from "./list.js";
import { Log } from "./log.js";
import { More } from "./more.js";
import { People } from "./people.js";
import { open } from "./place.js";
import { Reading } from "./reading.js";
import { Sending } from "./sending.js";
import { Site } from "./site.js";
import { State } from "./state.js";
import { Waiting } from "./waiting.js";
import { Way } from "./way.js";

export function connect(root) {
  const { room, base, token, me, zone, last, avoided, announce, newest, enter, typing } = root.dataset;
  const words = JSON.parse(root.dataset.words);
  const [site, form] = [new Site(base, token), root.querySelector("[data-composer]")];
  const dresser = new Dresser({ words, me, zone, avoided: avoided.split(" "), lang: document.documentElement.lang });
  const announcer = new Announcer(root.querySelector("[data-spoken]"), words, announce);
  const list = new List(root, dresser, () => hearing?.show());
  const sending = new Sending({
    form, room, words, announcer, entersSend: Boolean(enter), waiting: new Waiting(root.querySelector("[data-waiting]"), words),
    ask: (message) => way.asking.send(message), known: (number) => log.hear(number),
  });
  const { composer } = sending;
  const changes = new Changes({ list, site, words, announcer });
  const log = new Log({ after: Number(last), sync: (after) => way.asking.sync(after), show: (name, data) => (name === "said" ? said(data) : changes.take(data).catch(() => {})) });
  const state = new State(root, { words, site, composer });
  const people = new People({
    words, me, box: composer.box, tell: (event, on) => way.asking.tell(event, { on }),
    line: typing && root.querySelector("[data-typing-line]"), place: document.querySelector("[data-people]"),
  });
  const way = new Way({ room, site, log, state, announcer, sending, people, words });
  let hearing;

  function said(data) {
    const item = list.read(data.item);
    if (data.author === me) sending.heard(data);
    else if (!dresser.avoided.has(data.author)) way.missed.came(dresser.spoken(item));
    list.add(item);
    if (data.author === me && !list.isPaused) list.jump();
  }

  new More(root, { words, site, composer });
  open(root);
  for (const part of document.querySelectorAll("[data-without]")) part.remove();
  // An older part of the room stays as it is.
  if (newest === "no") return;
  hearing = new Hearing(root, { words, list, announcer });
  new Reading({ list, log, site });
  way.open();
}
