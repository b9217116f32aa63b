/* What is written to before its size is known, and the bytes of texts. */

#include "variant.h"

/* A longer text's UTF-8 is not kept in it, as Python does. */
#define LONGEST_KEPT 1024

void begin_output(struct output *out, struct writing *by)
{
    out->by = by;
    out->data = out->first;
    out->size = 0;
    out->room = sizeof(out->first);
    out->whole = NULL;
    out->takes_whole = 0;
}

void end_output(struct output *out)
{
    if (out->data != out->first)
        PyMem_Free(out->data);
}

byte *more(struct output *out, Py_ssize_t count)
{
    if (count > out->room - out->size) {
        byte *data;
        Py_ssize_t room;

        if (count > PY_SSIZE_T_MAX / 4 - out->size) {
            PyErr_NoMemory();
            return NULL;
        }
        room = 2 * (out->size + count);
        data = PyMem_Realloc(out->data == out->first ? NULL : out->data, room);
        if (data == NULL) {
            PyErr_NoMemory();
            return NULL;
        }
        if (out->data == out->first)
            memcpy(data, out->first, out->size);
        out->data = data;
        out->room = room;
    }
    out->size += count;
    return out->data + out->size - count;
}

const char *utf8_of(PyObject *text, Py_ssize_t *size, PyObject **owner)
{
    const char *data;

    *owner = NULL;
    if (PyUnicode_GetLength(text) <= LONGEST_KEPT) {
        data = PyUnicode_AsUTF8AndSize(text, size);
    } else {
        *owner = PyUnicode_AsUTF8String(text);
        data = *owner == NULL ? NULL : PyBytes_AsString(*owner);
        *size = *owner == NULL ? 0 : PyBytes_Size(*owner);
    }
    if (data == NULL)
        PyErr_Clear(); /* half a surrogate pair, or no memory, of which the reference will tell */
    else if (memchr(data, 0, *size) == NULL)
        return data;
    Py_CLEAR(*owner);
    return NULL;
}
