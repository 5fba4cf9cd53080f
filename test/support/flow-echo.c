/* A flow container that costs next to nothing: answers every command with null. Built where there is a C compiler. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static char in[1 << 20], out[1 << 20];

static void talk(int fd) {
  size_t held = 0;
  for (;;) {
    ssize_t got = read(fd, in + held, sizeof in - held);
    if (got <= 0) return;
    held += got;
    char *from = in, *end;
    size_t length = 0;
    while ((end = memchr(from, '\n', in + held - from))) {
      char *id = from + 7, *after = memchr(id, '"', end - id); /* {"id":" */
      if (!after) return;
      memcpy(out + length, "{\"id\":\"", 7);
      memcpy(out + length + 7, id, after - id);
      length += 7 + (after - id);
      memcpy(out + length, "\",\"ok\":true,\"data\":null}\n", 25);
      length += 25;
      from = end + 1;
    }
    held -= from - in;
    memmove(in, from, held);
    for (size_t sent = 0; sent < length;) {
      ssize_t put = write(fd, out + sent, length - sent);
      if (put <= 0) return;
      sent += put;
    }
  }
}

int main(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/run/flow/flow.sock"};
  for (;; usleep(50000)) {
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) talk(fd);
    close(fd);
  }
}
