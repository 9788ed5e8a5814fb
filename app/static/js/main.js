// Every element that says data-controller="name" gets the behaviour of that name.
// A behaviour is loaded only where it is used; without any of them every page still works.
const behaviours = {
  char_count: () => import("./controllers/char_count.js"),
  chat_room: () => import("./controllers/chat_room.js"),
  combobox: () => import("./controllers/combobox.js"),
  display_preview: () => import("./controllers/display_preview.js"),
  double_submit: () => import("./controllers/double_submit.js"),
  draft: () => import("./controllers/draft.js"),
  focus_here: () => import("./controllers/focus_here.js"),
  passkey: () => import("./controllers/passkey.js"),
  reading_place: () => import("./controllers/reading_place.js"),
};

export function connect(root) {
  for (const element of root.querySelectorAll("[data-controller]")) {
    for (const name of element.dataset.controller.split(" ")) {
      behaviours[name]?.().then((behaviour) => behaviour.connect(element));
    }
  }
}

connect(document);
