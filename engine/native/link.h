/* What the files of the transport know of the classes of a connection: where their slots are. */

#ifndef ESTRAGON_LINK_H
#define ESTRAGON_LINK_H

#include "core.h"

struct slots {
    PyObject *owner;
    Py_ssize_t at[16];
};

/* Of LaneReader (nodes/websocket/socket_link/fast_lane.py), Stream and SocketLink beside it, and of Life. */
enum {
    BUFFER,
    START,
    MASKED,
    MAX_SIZE,
    UNFINISHED,
    UNFINISHED_HEAD,
    UNFINISHED_SIZE,
    FILLED,
    IS_FOREIGN,
    FOREIGN_LEFT,
    FRAGMENTED,
    INVALID_TEXT,
    LANE_SLOTS
};
enum { DEFLATE, MASKER, OUTPUT, OUTPUT_SIZE, LANE, PROTOCOL, HAS_MORE, FRAMES_LEFT, STREAM_SLOTS };
enum {
    LIFE,
    STREAM,
    BYTES_LEFT,
    PACKETS_LEFT,
    IN_OUTBOX,
    OUTBOX,
    UNREAD,
    WATCH,
    SOCKET,
    TRAFFIC,
    HEARD,
    IS_RAW,
    UNSENT,
    LIMITS,
    ID,
    LINK_SLOTS
};
extern struct slots lanes, streams, links, lives;
enum { WATCH_EVENTS, READY, PARKED, INBOX, WATCH_OWNER, WATCH_SLOTS };
enum { BYTES_IN, BYTES_OUT, PACKETS_IN, PACKETS_OUT, TRAFFIC_SLOTS };
extern struct slots watches, traffics;

/* Frames that are worked off at once, at the most. */
extern Py_ssize_t frames_at_once;

/* The states of a life. */
extern PyObject *state_open, *state_closed;

/* Find the slots of a class, which are named in their order. Return 0, or -1 with an exception. */
static inline int know(struct slots *of, PyObject *owner, const char *const *names, int count)
{
    of->owner = Py_NewRef(owner);
    return find_slots(owner, names, of->at, count);
}

/* Return whether a value is a direct instance of a class. */
static inline int is_direct(PyObject *value, PyObject *owner)
{
    return value != NULL && (PyObject *)Py_TYPE(value) == owner;
}

/* Return a number that is in a slot, or -1, without an exception. */
Py_ssize_t number_in(PyObject *self, Py_ssize_t offset);

/* Put a number into a slot. Return 0, or -1 with an exception. */
int set_number(PyObject *self, Py_ssize_t offset, Py_ssize_t number);

/* Return whether a lane has frames of data alone, and find what it takes. One may be unfinished. */
int has_data_alone(PyObject *lane, int *mask_bit, Py_ssize_t *max_size);

/* Have a message be unfinished in a lane, of which a part is there. Return 0, or -1 with an exception. */
int begin_message(PyObject *lane, const byte *head, const struct frame *one, const byte *end);

/* Let the unfinished message of a lane have the memory that the script is to get, if it is time for that; or give it back
 * to the references. Return 0, or -1 with an exception. */
int own_unfinished(PyObject *lane, PyObject *kind);
int give_back(PyObject *lane);

/* Receive into the memory of the message that is unfinished. Return how many bytes, 0 if there is none or the other
 * side has closed, -1 with an exception or with an error of the socket. */
Py_ssize_t fill(PyObject *link, PyObject *lane, int descriptor, int *error);

/* Have at hand what filling asks for by name. Return 0, or -1 with an exception. */
int know_unfinished(void);

/* Have the C library keep memory for a message of this size: `_expect`. Return 0, or -1 with an exception. */
int expect_memory(Py_ssize_t size);

/* Append the unfinished message of a lane, which is whole, to a list. Return as `add_message` does. */
int finish_message(PyObject *lane, PyObject *messages, PyObject *kind);

/* Send a message by a link, unless that is for the reference: because it is not open, or there is not room. Return 1;
 * 0 if it is for the reference, and nothing was done; -1 with an exception. */
int put_by(PyObject *link, PyObject *payload, PyObject *is_text, PyObject *frame);

/* Send what waits in a link. Return 1; 0 if that is for the reference; -1 with an exception. */
int flush_by(PyObject *link);

/* Return what a link tells after one read, or two: a tuple of events or, if those may be `bare`, a list of messages in
 * place of the event that has them. NULL, without an exception, if that is for the reference. A message may be left in
 * memory of its own only if no reference is under way with this link, which is to go on with it. */
PyObject *receive_at_once(PyObject *link, int bare, int may_own);

/* Take the oldest of the packets that wait, (payload, is text). Return NULL with an exception. */
PyObject *take_oldest(PyObject *unread);
int is_unread(PyObject *thing);

/* Find the slots of Unread, once. Return 0, or -1 with an exception. */
int know_unread(PyObject *kind);

/* Return the descriptor of a link's socket, if that is one of the system; else -1, without an exception. */
int descriptor_of(PyObject *link);

#endif
