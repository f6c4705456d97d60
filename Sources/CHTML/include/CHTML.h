#pragma once

// A thin face of libxml2's HTML parser for one Swift module. None of the library's own headers is visible through it.

#include <stddef.h>
#include <stdint.h>

/// What the parser met. Names and values are UTF-8 and valid during the call only. Not 0: reading stops.
typedef struct chtml_handler {
    void *context;
    /// `attributes` holds name, value, name, value …, NULL; it may be NULL. A value may be NULL.
    int (*open)(void *context, const char *name, const char *const *attributes);
    int (*close)(void *context, const char *name);
    int (*text)(void *context, const uint8_t *bytes, size_t length);
} chtml_handler;

/// Reads one document in UTF-8 and hands over what is in it, elements balanced, in one pass without a tree.
///
/// 0: read to the end or stopped by the handler. −1: no memory.
int chtml_read(const uint8_t *bytes, size_t length, chtml_handler handler);
