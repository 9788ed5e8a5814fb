// The same as bench/chat_bare.py with bare Socket.IO on Node: node chat_node.mjs PORT WORKERS [REDIS_PORT]
import cluster from "node:cluster";
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { Server } from "socket.io";
import { redis } from "./chat_redis.mjs";

const [port, workers, redisPort] = process.argv.slice(2).map(Number);

function serve() {
  const http = createServer((_request, response) => response.writeHead(404).end());
  const io = new Server(http, { transports: ["websocket"], maxHttpBufferSize: 1e6 });
  if (redisPort) io.adapter(createAdapter(redis(redisPort), redis(redisPort)));
  io.on("connection", socket => {
    socket.on("join", async (room, answer) => {
      await socket.join(room);
      answer(room);
    });
    socket.on("send", message => void io.to("room").emit("said", message));
  });
  http.listen(port, "127.0.0.1");
}

if (cluster.isPrimary && workers > 1) {
  for (let number = 0; number < workers; number++) cluster.fork();
} else {
  serve();
}
