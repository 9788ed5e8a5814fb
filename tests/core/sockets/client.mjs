// Scenes with the real client of Socket.IO: node client.mjs SCENE URL [TRANSPORTS]
// Prints one line of JSON: what it saw.
import { io } from "socket.io-client";

const [scene, url, transports = "websocket"] = process.argv.slice(2);
const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));
const once = (socket, name) => new Promise(done => socket.once(name, (...words) => done(words)));

function client(options = {}) {
  return io(url, { transports: transports.split(","), forceNew: true, reconnectionDelay: 50, ...options });
}

async function connected(options) {
  const socket = client(options);
  await once(socket, "connect");
  return socket;
}

const scenes = {
  async events() {
    const socket = await connected();
    socket.on("question", (words, answer) => answer(words.toUpperCase()));
    const words = ["plain", "Grüße, 你好 👩‍👩‍👧 \u0000", { deep: [1, null, { x: true }] }, ""];
    const echoes = [];
    for (const word of words) echoes.push(await socket.emitWithAck("echo", word));
    const heard = once(socket, "heard");
    socket.emit("ask", "really?");
    return { words, echoes, heard: await heard, transport: socket.io.engine.transport.name };
  },

  async order() {
    const socket = await connected();
    const numbers = [];
    socket.on("numbered", number => numbers.push(number));
    socket.emit("many", 500);
    const acks = await Promise.all([...Array(500).keys()].map(n => socket.emitWithAck("note", n)));
    return { numbers, acks, noted: await socket.emitWithAck("noted") };
  },

  // Numbers flow in both directions while the transport changes.
  async upgrade() {
    const socket = await connected({ upgrade: false });
    const numbers = [];
    socket.on("numbered", number => numbers.push(number));
    const before = socket.io.engine.transport.name;
    socket.emit("stream", 400);
    for (let number = 0; number < 100; number++) {
      socket.emit("note", number);
      if (number === 30) socket.io.engine._probe("websocket");
      await pause(1);
    }
    while (numbers.length < 400) await pause(20);
    return { before, after: socket.io.engine.transport.name, numbers, noted: await socket.emitWithAck("noted") };
  },

  // Reads a little, rests, reads a little: each event needs many writes.
  async slow() {
    const socket = await connected();
    const pipe = socket.io.engine.transport.ws._socket;
    const timer = setInterval(() => { pipe.pause(); setTimeout(() => pipe.resume(), 8); }, 10);
    const sizes = [];
    socket.on("large", words => sizes.push(new Set(words).size === 1 ? words.length : -1));
    for (let number = 0; number < 12; number++) await socket.emitWithAck("large", 300_000, "x");
    for (let number = 0; number < 3; number++) {
      const here = once(socket, "large");
      socket.emit("large", 6_000_000, "x"); // more than the kernel takes at once
      await here;
    }
    clearInterval(timer);
    pipe.resume();
    return { sizes };
  },

  async binary() {
    const socket = await connected();
    const back = once(socket, "binary");
    const size = await socket.emitWithAck("binary", Buffer.from([0, 1, 254, 255]));
    return { size, back: [...(await back)[0]] };
  },

  async refused() {
    const socket = client({ auth: { refuse: true } });
    const [error] = await once(socket, "connect_error");
    return { message: error.message };
  },

  async sentAway() {
    const socket = await connected();
    let tries = 0;
    socket.io.on("reconnect_attempt", () => tries++);
    socket.emit("leave");
    const [reason] = await once(socket, "disconnect");
    await pause(300);
    return { reason, tries };
  },

  // The server says goodbye to all; the client comes back by itself and goes on.
  async restart() {
    const socket = await connected();
    const gone = once(socket, "disconnect");
    await fetch(`${url}/goodbye`);
    const [reason, details] = await gone;
    await once(socket, "connect");
    const { code, reason: said } = details?.context ?? {};
    return { reason, code, said, echo: await socket.emitWithAck("echo", "again") };
  },

  async gone() {
    const socket = await connected();
    socket.io.engine.transport.ws.terminate();
    return {};
  },

  async pinged() {
    const socket = await connected();
    let pings = 0;
    socket.io.on("ping", () => pings++);
    for (const begun = Date.now(); pings < 3 && Date.now() - begun < 10_000;) await pause(100);
    return { pings, still: socket.connected, echo: await socket.emitWithAck("echo", "here") };
  },
};

console.log(JSON.stringify(await scenes[scene]()));
process.exit(0);
