// Feeds the C shims of mail parsing with whatever the fuzzer makes of the seeds, and checks what they promise.
//
// The first byte of the input says which shim: the structure of a mail, a charset, or HTML.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CHTML.h"
#include "CMIME.h"

static void promise(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "broken promise: %s\n", what);
        abort();
    }
}

static void check_structure(const uint8_t *bytes, size_t length) {
    const cmime_limits limits = {.header_bytes = 4096, .header_fields = 50, .parts = 40, .depth = 12};
    cmime_tree tree;
    int result = cmime_read(bytes, length, limits, &tree);
    promise(result == 0 || result == 1, "there is memory");
    promise(result == 0 || tree.count == 0, "no tree without a mail");
    promise(tree.count <= limits.parts, "parts are bounded");
    for (size_t index = 0; index < tree.count; index++) {
        const cmime_part *part = &tree.parts[index];
        promise(part->kind >= CMIME_LEAF && part->kind <= CMIME_MESSAGE, "kind");
        promise(part->depth >= 0 && (size_t)part->depth <= limits.depth, "depth is bounded");
        promise(index == 0 ? part->parent == -1 : part->parent >= 0 && (size_t)part->parent < index, "parents come first");
        promise(part->header >= -1 && part->header < (int64_t)length, "header lies in the mail");
        if (part->body_begin >= 0) {
            promise(part->kind == CMIME_LEAF, "only leaves have bodies");
            promise(part->body_begin <= part->body_end && part->body_end <= (int64_t)length, "body lies in the mail");
        } else {
            promise(part->body_begin == -1 && part->body_end == -1, "no body");
        }
    }
    cmime_tree_free(&tree);
    promise(tree.parts == NULL && tree.count == 0, "freed");
}

static void count_text(void *context, const uint8_t *bytes, size_t length) {
    promise(bytes != NULL && length > 0, "text is there");
    *(size_t *)context += length;
}

static void check_charset(const uint8_t *bytes, size_t length) {
    static const char *const names[] = {
        "GB18030", "CP949", "BIG5-HKSCS", "EUC-JP-MS", "CP932", "ISO-2022-KR", "ISO-2022-CN", "UTF-7", "UTF-16BE", "UTF-16LE",
        "UTF-32", "KOI8-U", "CP1251", "EUC-TW", "ISO-2022-JP-2", "ISO-2022-JP-3", "JOHAB", "TCVN", "CP1258", "CP1255"};
    if (length == 0) return;
    size_t written = 0;
    long replaced = cmime_to_utf8(names[bytes[0] % 20], bytes + 1, length - 1, count_text, &written);
    promise(replaced >= 0, "glibc knows the charset");
    promise((size_t)replaced < length, "at most one replacement a byte");
    promise(written <= length * 12 + 64, "output is bounded by input");
}

typedef struct nesting {
    size_t depth;
    size_t events;
} nesting;

static int open_element(void *context, const char *name, const char *const *attributes) {
    nesting *state = context;
    promise(name != NULL && *name != 0, "elements have names");
    for (; attributes && attributes[0]; attributes += 2) promise(*attributes[0] != 0, "attributes have names");
    state->depth++;
    return ++state->events > 100000;
}

static int close_element(void *context, const char *name) {
    nesting *state = context;
    promise(name != NULL && state->depth > 0, "what closes was open");
    state->depth--;
    return 0;
}

static int take_text(void *context, const uint8_t *bytes, size_t length) {
    nesting *state = context;
    promise(bytes != NULL && length > 0, "text is there");
    state->events++;
    return 0;
}

static void check_html(const uint8_t *bytes, size_t length) {
    nesting state = {0};
    chtml_handler handler = {.context = &state, .open = open_element, .close = close_element, .text = take_text};
    promise(chtml_read(bytes, length, handler) == 0, "there is memory");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    if (length == 0) return 0;
    switch (bytes[0] % 4) {
    case 0: check_charset(bytes + 1, length - 1); break;
    case 1: check_html(bytes + 1, length - 1); break;
    default: check_structure(bytes + 1, length - 1); break;
    }
    return 0;
}
