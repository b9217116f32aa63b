/* What the files of the core have in common. Each of them has functions that are made of a reference in Python
 * (see engine/core.py), and that hand over to it whatever is not the usual case.
 *
 * Rules: a length is compared with what is there before anything is read. What is borrowed is held before anything
 * is called that may run Python, and any allocation may, as it may collect garbage. What a stranger sent bounds
 * neither recursion nor memory: only what came does.
 */

#ifndef ESTRAGON_CORE_H
#define ESTRAGON_CORE_H

#include <Python.h>
#include <stdint.h>
#include <string.h>

typedef unsigned char byte;

#define FUNCTION(name, function) {name, (PyCFunction)(void (*)(void))function, METH_FASTCALL | METH_KEYWORDS, NULL}

/* Return what `reference` returns for the arguments of a METH_FASTCALL | METH_KEYWORDS function, after `self` if it
 * is a method; otherwise that is NULL. */
PyObject *hand_over(PyObject *reference, PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names);

/* Give a function or method that scripts see what they get from `help`: a signature, and the text of its reference. */
int document(PyMethodDef *method, const char *signature, PyObject *reference);

/* Have the names at hand by which things are asked for; the last has no text. Return 0, or -1 with an exception. */
struct name {
    PyObject **at;
    const char *text;
};
int have_names(const struct name *names);

/* Return the exception that was raised, which it is no longer. */
PyObject *caught(void);

/* Return a PoolByteArray, which is `kind`, of these bytes. */
PyObject *byte_array_of(PyObject *kind, const byte *data, Py_ssize_t size);

/* Return new bytes, to be written: a PoolByteArray, which is `kind`, if that is not NULL and can be made so. */
PyObject *bytes_for(PyObject *kind, Py_ssize_t size);

/* Find where in the instances of a class its slots are, in bytes from the beginning: reading them there takes a
 * nanosecond, and by name twenty. Return 0, or -1 with an exception. */
int find_slots(PyObject *owner, const char *const *names, Py_ssize_t *offsets, int count);

/* Return what is in a slot, borrowed; NULL, without an exception, if nothing is. */
static inline PyObject *slot(PyObject *self, Py_ssize_t offset)
{
    return *(PyObject **)((char *)self + offset);
}

/* Put a value, whose reference is given away, into a slot. */
static inline void put(PyObject *self, Py_ssize_t offset, PyObject *value)
{
    PyObject **place = (PyObject **)((char *)self + offset);
    PyObject *old = *place;

    *place = value;
    Py_XDECREF(old);
}

/* Return whether these are the usual payload, `bytes` or a PoolByteArray, and whether it is text. */
static inline int is_payload(PyObject *payload, PyObject *is_text, PyObject *byte_array)
{
    return PyBool_Check(is_text) && (PyBytes_CheckExact(payload) || (PyObject *)Py_TYPE(payload) == byte_array);
}

/* How a frame begins that is the whole of a message. */
enum { FINAL_TEXT = 0x81, FINAL_BINARY = 0x82 };

/* Bytes of a frame before its payload, and of a mask; the bit that says that there is one. */
enum { LONGEST_HEAD = 14, MASK = 4, MASK_BIT = 0x80 };

/* Where one frame is in what was received. */
struct frame {
    const byte *payload;
    Py_ssize_t size;
    int is_text;
};

/* Find the frame that begins at `data`. Return WHOLE for a usual one, BEGUN for one whose payload does not end there,
 * else 0. */
enum { WHOLE = 1, BEGUN };
int find_frame(const byte *data, const byte *end, int mask_bit, Py_ssize_t max_size, struct frame *found);

/* Append the message of a frame, whose mask may be NULL for none, to a list: (payload, is text), as `bytes_for` makes it.
 * Return 1; 0 if it is for the reference; -1 with an exception. */
int add_message(PyObject *messages, const struct frame *one, const byte *mask, PyObject *kind);

/* Append the message of a payload that is there. Return likewise. */
int add_payload(PyObject *messages, PyObject *payload, int is_text);

/* Write `size` bytes with the mask put on, or taken off, which is the same; the second where they are. */
void apply_mask(byte *out, const byte *in, Py_ssize_t size, const byte *mask);
void apply_mask_here(byte *data, Py_ssize_t size, const byte *mask);

/* Write the head of a frame but for the mask. Return how many bytes it has. */
Py_ssize_t write_head(byte *head, Py_ssize_t size, int is_text, int mask_bit);

/* Return a whole frame, with a mask, or without if that is NULL. */
PyObject *whole_frame(PyObject *payload, int is_text, const byte *mask);

/* Return whether this is a Masker that has a mask left; and the whole frame of a usual payload with that. */
int has_mask(PyObject *thing);
PyObject *frame_by(PyObject *masker, PyObject *payload, PyObject *is_text);

/* What engine/core.py's table names: of a reference, and what else they ask for, they make the compiled one. */
PyObject *make_messages(PyObject *module, PyObject *args);
PyObject *make_frame_of(PyObject *module, PyObject *args);
PyObject *make_masked_frame(PyObject *module, PyObject *args);
PyObject *make_send_message(PyObject *module, PyObject *args);
PyObject *make_put(PyObject *module, PyObject *args);
PyObject *make_put_all(PyObject *module, PyObject *args);
PyObject *make_runs_of(PyObject *module, PyObject *args);
PyObject *make_select(PyObject *module, PyObject *args);
PyObject *make_flush(PyObject *module, PyObject *args);
PyObject *make_link_receive(PyObject *module, PyObject *args);
PyObject *make_serve(PyObject *module, PyObject *args);
PyObject *make_flush_all(PyObject *module, PyObject *args);
PyObject *make_get_peer(PyObject *module, PyObject *args);
PyObject *make_get_packet(PyObject *module, PyObject *args);
PyObject *make_put_packet(PyObject *module, PyObject *args);
PyObject *make_decode(PyObject *module, PyObject *args);
PyObject *make_bytes2var(PyObject *module, PyObject *args);
PyObject *make_bytes_to_var(PyObject *module, PyObject *args);
PyObject *make_var2bytes(PyObject *module, PyObject *args);
PyObject *make_var_to_bytes(PyObject *module, PyObject *args);
PyObject *make_encode(PyObject *module, PyObject *args);
PyObject *make_encoded(PyObject *module, PyObject *args);
PyObject *make_call_body(PyObject *module, PyObject *args);
PyObject *make_arguments_at(PyObject *module, PyObject *args);
PyObject *make_call3(PyObject *module, PyObject *args);
PyObject *make_call4(PyObject *module, PyObject *args);
PyObject *make_receive3(PyObject *module, PyObject *args);
PyObject *make_receive4(PyObject *module, PyObject *args);
PyObject *make_all_begin_with(PyObject *module, PyObject *args);
PyObject *make_take_next(PyObject *module, PyObject *args);
PyObject *make_drain(PyObject *module, PyObject *args);
PyObject *make_all_of(PyObject *module, PyObject *args);
PyObject *make_bare(PyObject *module, PyObject *args);
PyObject *make_bare_at(PyObject *module, PyObject *args);

#endif
