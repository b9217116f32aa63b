/* Values of Godot's Variant encoding in and out, of both versions, for what sends and receives them. */

#ifndef ESTRAGON_VARIANT_H
#define ESTRAGON_VARIANT_H

#include "core.h"

/* Numbers of types that are the same in both versions, and the flag of 64-bit numbers in the third byte. */
enum { NIL, BOOL, INT, FLOAT, STRING, VECTOR2, TYPES = 64, WIDE = 1 };

/* Levels of nesting that are gone into, by recursion. The reference goes on to the 1024 that Godot has. */
#define DEEPEST 64

/* -- In -- */

/* How one version of Godot numbers what is read. */
struct reading {
    PyObject *reference, *byte_array, *readers[TYPES]; /* what reads a value of a type, in Python */
    PyObject *kinds[TYPES];                            /* of the types that are a row of numbers, each the class … */
    int counts[TYPES], is_whole[TYPES];                /* … how many, and whether they are ints */
    int is_godot4, array, dictionary, bytes, can_allocate;
};

extern struct reading godot3_reading, godot4_reading;

/* What is being read: bytes that do not change, held by the caller. */
struct input {
    struct reading *by;
    PyObject *object, *allow_objects;
    const byte *data;
    Py_ssize_t size, at, room; /* `room`: how many elements may still come, by the bytes that are there */
};

/* Return whether this is what can be read from: `bytes` or a PoolByteArray. */
int begin_input(struct input *in, struct reading *by, PyObject *object, Py_ssize_t at);

/* Return the value at `in->at`, which goes on behind it; NULL without an exception if it is for the reference. */
PyObject *read_value(struct input *in, int depth);

/* Return a list, or a tuple, of a call's arguments, whose number is at `in->at`, where a byte has to be; NULL as
 * read_value. */
PyObject *read_arguments3(struct input *in, int is_tuple);
PyObject *read_arguments4(struct input *in, int is_tuple);

/* Take over from a table of types which of them are rows of numbers, and what else has a number. Return -1 with an
 * exception. */
int take_rows(struct reading *by, PyObject *types);

/* -- Out -- */

/* How one version of Godot numbers what is written. */
struct writing {
    PyObject *reference, *encoded_reference, *byte_array, *writers; /* what writes values of each type, in Python */
    PyObject *kinds[TYPES];                                         /* the types that are a row of numbers … */
    int numbers[TYPES], counts[TYPES], rows;                        /* … their numbers, and how many they have */
    int array, dictionary, bytes;
};

extern struct writing godot3_writing, godot4_writing;

/* What has been written: in `first`, and once there is more, in memory of its own. Or it is all in `whole`, if that is
 * wanted and a writer of the reference has made all of it. */
struct output {
    struct writing *by;
    PyObject *whole;
    int takes_whole;
    byte *data;
    Py_ssize_t size, room;
    byte first[512];
};

void begin_output(struct output *out, struct writing *by);
void end_output(struct output *out);

/* Return where so many bytes may be written; NULL with an exception. */
byte *more(struct output *out, Py_ssize_t count);

/* Write a value. Return 1; 0 if it is for the reference; -1 with an exception. */
int write_value(struct output *out, PyObject *value, int depth);

/* Write the number of a call's arguments, which are a list or a tuple of few enough, and them. Return as write_value.
 */
int write_arguments(struct output *out, PyObject *values, int is_godot4);

/* Return the UTF-8 of a text, which is held by `owner` if that is set; NULL without an exception if it has none, or
 * a NUL in it. */
const char *utf8_of(PyObject *text, Py_ssize_t *size, PyObject **owner);

/* -- Both -- */

/* Return whether there is an exception that is not the reference's to raise again; forget any other. */
int is_fatal(void);

/* Read an attribute that is an int. Return -1 with an exception. */
long number_of(PyObject *object, const char *name);

static inline uint32_t read_u32(const byte *data)
{
    uint32_t value;
    memcpy(&value, data, 4);
    return value;
}

static inline void write_u32(byte *data, uint32_t value)
{
    memcpy(data, &value, 4);
}

#endif
