/* Echoes messages, and nothing else: what the system takes for that, and so what no server can do without.
 *
 * A loop of epoll_wait, recv, the mask taken off, and send; no handshake is looked at, no length has a bound, nothing is
 * closed or told. Argument: the port.
 */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM = 4 << 20, MOST_CLIENTS = 4096, AT_ONCE = 512, MASK = 4 };

typedef unsigned char byte;

static struct client {
    int is_open;
    size_t kept; /* bytes of a frame that is not whole */
    byte *data;
} clients[MOST_CLIENTS];
static byte received[ROOM], answer[ROOM];
static const char agreed[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__clang__)
__attribute__((target_clones("avx2", "default")))
#endif
static void unmask(byte *out, const byte *in, size_t size, const byte *mask)
{
    uint64_t word, wide;
    size_t i = 0;

    memcpy(&wide, mask, MASK);
    memcpy((byte *)&wide + MASK, mask, MASK);
    for (; i + 8 <= size; i += 8) {
        memcpy(&word, in + i, 8);
        word ^= wide;
        memcpy(out + i, &word, 8);
    }
    for (; i < size; i++)
        out[i] = in[i] ^ mask[i % MASK];
}

/* Write the answer to a frame. Return how many bytes of `data` that is, 0 if it is not whole. */
static size_t echo(const byte *data, size_t left, size_t *written)
{
    size_t head = 2, size;

    if (left < head)
        return 0;
    size = data[1] & 127;
    head += size == 126 ? 2 : size == 127 ? 8 : 0;
    if (left < head + MASK)
        return 0;
    if (head > 2)
        size = 0;
    for (size_t i = 2; i < head; i++)
        size = size << 8 | data[i];
    if (left < head + MASK + size)
        return 0;
    memcpy(answer + *written, data, head);
    answer[*written + 1] &= 127;
    unmask(answer + *written + head, data + head + MASK, size, data + head);
    *written += head + size;
    return head + MASK + size;
}

static void serve(int descriptor)
{
    struct client *client = &clients[descriptor];
    byte *data = client->kept ? client->data : received;
    ssize_t count = recv(descriptor, data + client->kept, ROOM - client->kept, 0);
    size_t size = client->kept + (count > 0 ? count : 0), at = 0, used, written = 0, sent = 0;

    if (count <= 0) {
        free(client->data);
        *client = (struct client){0};
        close(descriptor);
    } else if (!client->is_open) {
        client->is_open = 1;
        send(descriptor, agreed, sizeof(agreed) - 1, 0);
    } else {
        while ((used = echo(data + at, size - at, &written)) > 0)
            at += used;
        client->kept = size - at;
        memmove(client->data, data + at, client->kept);
        while (sent < written && (count = send(descriptor, answer + sent, written - sent, 0)) > 0)
            sent += count;
    }
}

int main(int count, char **arguments)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0), epoll = epoll_create1(0), yes = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct epoll_event events[AT_ONCE], event = {.events = EPOLLIN, .data.fd = listener};

    address.sin_port = htons(count > 1 ? atoi(arguments[1]) : 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof(address)) < 0 || listen(listener, AT_ONCE) < 0) {
        perror("bind");
        return 1;
    }
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int ready = epoll_wait(epoll, events, AT_ONCE, -1);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd != listener) {
                serve(events[i].data.fd);
                continue;
            }
            event.data.fd = accept(listener, NULL, NULL);
            if (event.data.fd < 0 || event.data.fd >= MOST_CLIENTS)
                return 1;
            setsockopt(event.data.fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
            clients[event.data.fd].data = malloc(ROOM);
            epoll_ctl(epoll, EPOLL_CTL_ADD, event.data.fd, &event);
        }
    }
}
