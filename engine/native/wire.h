/* Packets of peers that have come, for what takes them one after the other. */

#ifndef ESTRAGON_WIRE_H
#define ESTRAGON_WIRE_H

#include "variant.h"

/* Do what a packet says that begins at `header` of a message, which is bytes or of a class that extends them. Return 1;
 * 0 if it is for the reference, and nothing was done; -1 with an exception, also of what is refused. */
int receive_call(PyObject *wire, PyObject *sender, PyObject *message, Py_ssize_t header);

#endif
