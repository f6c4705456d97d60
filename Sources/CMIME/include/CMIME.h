#pragma once

// A thin face of GMime 3.2 and iconv for one Swift module. None of GLib's headers is visible through it.

#include <stddef.h>
#include <stdint.h>

/// What a part is in the tree.
enum {
    CMIME_LEAF = 0,
    CMIME_MULTIPART = 1,
    /// `message/rfc822` and its like; its one child is the root part of the mail inside.
    CMIME_MESSAGE = 2,
};

/// One part. All offsets count from the first byte of the mail as it was given.
typedef struct cmime_part {
    /// One of the values above.
    int32_t kind;
    /// 0 for the root.
    int32_t depth;
    /// Index of the part that holds this one; −1 for the root.
    int32_t parent;
    /// First byte of the part's own header block; −1 when it has none. A mail's root part shares the mail's block.
    int64_t header;
    /// The encoded body; −1 for anything but a leaf.
    int64_t body_begin;
    int64_t body_end;
} cmime_part;

/// What was cut before GMime saw the mail.
enum {
    /// Header fields, or ends of them.
    CMIME_CUT_HEADERS = 1,
    /// Parts: too many, or too deep.
    CMIME_CUT_PARTS = 2,
};

typedef struct cmime_tree {
    cmime_part *parts;
    size_t count;
    /// A sum of CMIME_CUT_ values.
    int32_t cut;
} cmime_tree;

typedef struct cmime_limits {
    /// Bytes and fields of any header block that GMime sees.
    size_t header_bytes;
    size_t header_fields;
    size_t parts;
    size_t depth;
} cmime_limits;

/// Finds the parts of a mail in pre-order. `bytes` is only read, and only during the call.
///
/// 0: found, `tree` is to be freed by `cmime_tree_free`. 1: GMime finds no mail in it. −1: no memory.
int cmime_read(const uint8_t *bytes, size_t length, cmime_limits limits, cmime_tree *tree);

/// Frees what `cmime_read` gave; `tree` is empty afterwards. Fine for an empty one.
void cmime_tree_free(cmime_tree *tree);

/// Appends text in UTF-8. Never NULL, never zero bytes long.
typedef void (*cmime_text_function)(void *context, const uint8_t *bytes, size_t length);

/// Turns bytes of a charset that iconv knows into UTF-8, U+FFFD for what is nothing.
///
/// The number of replaced places; −1 when the charset is unknown.
long cmime_to_utf8(
    const char *charset, const uint8_t *bytes, size_t length, cmime_text_function text, void *context);
