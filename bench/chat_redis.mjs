// As much of a Redis client as the adapter of Socket.IO asks for: publish, (p)subscribe, and events.
import { EventEmitter } from "node:events";
import { connect } from "node:net";

const END = Buffer.from("\r\n");

function command(...words) {
  const parts = [Buffer.from(`*${words.length}\r\n`)];
  for (const word of words) {
    const bytes = Buffer.from(word);
    parts.push(Buffer.from(`$${bytes.length}\r\n`), bytes, END);
  }
  return Buffer.concat(parts);
}

// One value of RESP2 at `at`: [value, behind it], or nothing when it has not come whole.
function value(data, at) {
  const end = data.indexOf(END, at);
  if (end < 0) return undefined;
  const kind = String.fromCharCode(data[at]);
  const words = data.toString("latin1", at + 1, end);
  if (kind === "$") {
    const size = Number(words);
    if (size < 0) return [null, end + 2];
    return data.length < end + 4 + size ? undefined : [data.subarray(end + 2, end + 2 + size), end + 4 + size];
  }
  if (kind !== "*") return [words, end + 2];
  const list = [];
  let next = end + 2;
  for (let number = 0; number < Number(words); number++) {
    const item = value(data, next);
    if (!item) return undefined;
    list.push(item[0]);
    next = item[1];
  }
  return [list, next];
}

export function redis(port) {
  const client = new EventEmitter();
  const pipe = connect({ port, host: "127.0.0.1", noDelay: true });
  let rest = Buffer.alloc(0);
  pipe.on("error", error => client.emit("error", error));
  pipe.on("data", data => {
    rest = rest.length ? Buffer.concat([rest, data]) : data;
    let at = 0;
    for (let item; at < rest.length && (item = value(rest, at)); at = item[1]) {
      const [kind, ...words] = Array.isArray(item[0]) ? item[0] : [""];
      if (String(kind) === "pmessage") client.emit("pmessageBuffer", ...words);
      if (String(kind) === "message") client.emit("messageBuffer", ...words);
    }
    rest = rest.subarray(at);
  });
  client.publish = (channel, message) => void pipe.write(command("PUBLISH", channel, message));
  client.psubscribe = pattern => void pipe.write(command("PSUBSCRIBE", pattern));
  client.subscribe = channels => void pipe.write(command("SUBSCRIBE", ...channels));
  return client;
}
