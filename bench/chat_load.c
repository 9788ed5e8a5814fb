/* The people of one chat room, for bench/chat.py: many websockets of Socket.IO in one small epoll
   loop, so that the load costs less than what it measures.

   chat_load PORT CLIENTS OUTSTANDING RATE SECONDS PIDS < PEOPLE

   PEOPLE has one line for each client, four fields with tabs between: header lines (";" ends one),
   the packet that connects, the one that joins, the one that says something; in the last, each
   "@@@@@@@@" becomes the number of the message, and "~~" stands once before one of them.
   OUTSTANDING > 0: so many messages are on their way at any time; the next is said when everybody
   has heard one. RATE > 0: so many a second, whatever happens. PIDS: whose processor time to add up.
   With neither, everybody just stays. A line "ready" is printed when everybody has joined; the last
   line is figures: seconds, deliveries, processor seconds of the servers, own ones, p50 and p99 in
   milliseconds, messages that were refused. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 1 << 18, RING = 1 << 16, MOST_SAMPLES = 1 << 23, LONGEST = 1 << 14, AT_ONCE = 16 };
enum state { SHAKING, OPENING, CONNECTING, JOINING, IN };

struct client {
  int fd;
  enum state state;
  char *headers, *connect, *join, *say;
  unsigned char *rest; /* a frame of which only a part has come */
  size_t rest_size;
};

static struct client *clients;
static int count, ready;
static unsigned char buffer[CHUNK + LONGEST * 8];
static uint32_t heard[RING], *samples, sample_count;
static double said_at[RING];
static uint64_t deliveries, refused;
static uint32_t next_number, next_client;
static int outstanding, measuring, talking;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

static void fail(const char *what) {
  fprintf(stderr, "chat_load: %s (%s)\n", what, strerror(errno));
  exit(1);
}

static void write_all(int fd, const void *data, size_t size) {
  const char *at = data;
  while (size) {
    ssize_t sent = write(fd, at, size);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (sent < 0) fail("write");
    at += sent;
    size -= sent;
  }
}

/* A masked text frame; the mask is zero, which leaves the words as they are. */
static void send_text(struct client *c, const char *words, size_t size) {
  static unsigned char frame[LONGEST + 16];
  size_t head = 2;
  if (size > LONGEST) fail("too long");
  frame[0] = 0x81;
  if (size < 126) {
    frame[1] = 0x80 | size;
  } else {
    frame[1] = 0x80 | 126;
    frame[2] = size >> 8;
    frame[3] = size & 255;
    head = 4;
  }
  memset(frame + head, 0, 4);
  memcpy(frame + head + 4, words, size);
  write_all(c->fd, frame, head + 4 + size);
}

static void say_next(void) {
  static char words[LONGEST];
  struct client *c = &clients[next_client++ % count];
  uint32_t number = next_number++;
  char digits[16], *hole;
  snprintf(digits, sizeof digits, "%08u", number % 100000000);
  snprintf(words, sizeof words, "%s", c->say);
  while ((hole = strstr(words, "@@@@@@@@"))) memcpy(hole, digits, 8);
  heard[number % RING] = 0;
  said_at[number % RING] = now();
  send_text(c, words, strlen(words));
}

static void hear(const unsigned char *words, size_t size) {
  const unsigned char *mark = memmem(words, size, "~~", 2);
  if (!mark || mark + 10 > words + size) return;
  uint32_t number = 0;
  for (int i = 2; i < 10; i++) number = number * 10 + (mark[i] - '0');
  uint32_t place = number % RING;
  if (measuring) {
    deliveries++;
    if (sample_count < MOST_SAMPLES) samples[sample_count++] = (now() - said_at[place]) * 1e6;
  }
  if (++heard[place] == (uint32_t)count) {
    if (outstanding && talking) say_next();
  }
}

static void packet(struct client *c, const unsigned char *words, size_t size) {
  if (c->state == IN && size > 2 && words[0] == '4' && words[1] == '2') {
    hear(words, size);
  } else if (size == 1 && words[0] == '2') {
    send_text(c, "3", 1);
  } else if (c->state == OPENING && words[0] == '0') {
    c->state = CONNECTING;
    send_text(c, c->connect, strlen(c->connect));
  } else if (c->state == CONNECTING && size > 1 && words[0] == '4') {
    if (words[1] != '0') fail("refused to connect");
    c->state = JOINING;
    send_text(c, c->join, strlen(c->join));
  } else if (c->state == JOINING && size > 1 && words[0] == '4' && words[1] == '3') {
    if (memmem(words, size, "\"ok\":false", 10)) fail("refused to join");
    c->state = IN;
    if (++ready == count) printf("ready\n"), fflush(stdout);
  } else if (c->state == IN && memmem(words, size, "\"ok\":false", 10)) {
    if (measuring) refused++;
    if (outstanding && talking) say_next();
  }
}

/* Whole frames of the server; gives how many bytes they took. */
static size_t frames(struct client *c, const unsigned char *at, size_t size) {
  size_t used = 0;
  while (size - used >= 2) {
    const unsigned char *f = at + used;
    size_t length = f[1] & 127, head = 2;
    if (length == 126) {
      if (size - used < 4) break;
      length = f[2] << 8 | f[3];
      head = 4;
    } else if (length == 127) {
      fail("a frame beyond all measure");
    }
    if (size - used < head + length) break;
    if ((f[0] & 15) == 1) packet(c, f + head, length);
    if ((f[0] & 15) == 8) fail("the server said goodbye");
    used += head + length;
  }
  return used;
}

static void readable(struct client *c) {
  memcpy(buffer, c->rest, c->rest_size);
  ssize_t got = read(c->fd, buffer + c->rest_size, CHUNK);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) fail("connection lost");
  size_t size = c->rest_size + got, used = 0;
  if (c->state == SHAKING) {
    unsigned char *end = memmem(buffer, size, "\r\n\r\n", 4);
    if (end) {
      if (memcmp(buffer, "HTTP/1.1 101", 12)) fail((char *)buffer);
      used = end + 4 - buffer;
      c->state = OPENING;
    }
  }
  if (c->state != SHAKING) used += frames(c, buffer + used, size - used);
  c->rest_size = size - used;
  if (c->rest_size > LONGEST * 7) fail("a frame too long");
  c->rest = realloc(c->rest, c->rest_size + 1);
  memcpy(c->rest, buffer + used, c->rest_size);
}

static void open_client(struct client *c, int port, int poll) {
  char request[4096], line[2048] = "";
  struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(port)};
  int one = 1, at = 0;
  for (char *h = c->headers; *h; h++) {
    if (*h == ';') line[at++] = '\r', line[at++] = '\n';
    else line[at++] = *h;
  }
  inet_pton(AF_INET, "127.0.0.1", &place.sin_addr);
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(c->fd, (struct sockaddr *)&place, sizeof place)) fail("connect");
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  snprintf(request, sizeof request,
           "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
           "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n", port, line);
  write_all(c->fd, request, strlen(request));
  fcntl(c->fd, F_SETFL, O_NONBLOCK);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
  epoll_ctl(poll, EPOLL_CTL_ADD, c->fd, &event);
  c->rest = malloc(1);
}

static void turn(int poll, double wait) {
  static struct epoll_event events[512];
  int found = epoll_wait(poll, events, 512, wait <= 0 ? 0 : (int)(wait * 1000) + 1);
  for (int i = 0; i < found; i++) readable(events[i].data.ptr);
}

static double seconds_of(const char *pids) {
  double ticks = 0;
  char *copy = strdup(pids);
  for (char *pid = strtok(copy, ","); pid; pid = strtok(NULL, ",")) {
    char path[64], stat[1024];
    unsigned long user = 0, system = 0;
    snprintf(path, sizeof path, "/proc/%s/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file || !fgets(stat, sizeof stat, file)) fail(path);
    fclose(file);
    sscanf(strrchr(stat, ')') + 2,
           "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    ticks += user + system;
  }
  free(copy);
  return ticks / sysconf(_SC_CLK_TCK);
}

static int by_size(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

static double own_seconds(void) {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  return u.ru_utime.tv_sec + u.ru_stime.tv_sec + (u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e-6;
}

static void converse(int poll, double rate, double until) {
  double next = now();
  while (now() < until) {
    for (; rate && next <= now(); next += 1 / rate) say_next();
    double wait = (rate && next < until ? next : until) - now();
    turn(poll, wait > 0.2 ? 0.2 : wait);
  }
}

int main(int argc, char **argv) {
  if (argc != 7) fail("see the top of chat_load.c");
  int port = atoi(argv[1]), poll = epoll_create1(0);
  double rate = atof(argv[4]), seconds = atof(argv[5]);
  count = atoi(argv[2]);
  outstanding = atoi(argv[3]);
  clients = calloc(count, sizeof *clients);
  samples = malloc(MOST_SAMPLES * sizeof *samples);
  for (int i = 0; i < count; i++) {
    char *line = NULL;
    size_t space = 0;
    if (getline(&line, &space, stdin) < 0) fail("too few people");
    line[strcspn(line, "\n")] = 0;
    clients[i].headers = strsep(&line, "\t");
    clients[i].connect = strsep(&line, "\t");
    clients[i].join = strsep(&line, "\t");
    clients[i].say = strsep(&line, "\t");
    if (!clients[i].say) fail("a line without four fields");
  }
  double limit = now() + 120;
  for (int opened = 0; ready < count;) {
    if (now() > limit) fail("not everybody joined within two minutes");
    if (opened < count && opened < ready + AT_ONCE) open_client(&clients[opened++], port, poll);
    else turn(poll, 0.2);
  }
  talking = 1;
  for (int i = 0; i < outstanding; i++) say_next();
  converse(poll, rate, now() + 1);
  double began = now(), used = seconds_of(argv[6]), own = own_seconds();
  measuring = 1;
  converse(poll, rate, began + seconds);
  measuring = 0;
  double took = now() - began;
  used = seconds_of(argv[6]) - used;
  own = own_seconds() - own;
  qsort(samples, sample_count, sizeof *samples, by_size);
  printf("%.3f %llu %.3f %.3f %.3f %.3f %llu\n", took, (unsigned long long)deliveries, used, own,
         sample_count ? samples[sample_count / 2] / 1000.0 : 0,
         sample_count ? samples[(uint32_t)(sample_count * 0.99)] / 1000.0 : 0,
         (unsigned long long)refused);
  if (!deliveries && (outstanding || rate)) fail("nobody heard anything");
  return 0;
}
