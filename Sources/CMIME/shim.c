#include "CMIME.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "gmime-3.2.h"
#include "single.h"
#include "view.h"

static pthread_once_t initialised = PTHREAD_ONCE_INIT;

// GMime's one process-wide effect: it registers its types. Crypto is never asked for.
static void initialise(void) { g_mime_init(); }

/// The way through GMime's objects.
typedef struct walk {
    const cmime_view *view;
    const uint8_t *bytes;
    int64_t length;
    cmime_limits limits;
    cmime_tree *tree;
    size_t room;
} walk;

static bool is_a(void *object, size_t type) { return g_type_check_instance_is_a((GTypeInstance *)object, type) != 0; }

static int64_t source(const walk *walk, int64_t offset) { return cmime_view_source(walk->view, offset); }

/// Offset of an object's first field, or −1.
static int64_t first_header(const walk *walk, GMimeObject *object) {
    GMimeHeaderList *list = g_mime_object_get_header_list(object);
    if (!list || g_mime_header_list_get_count(list) == 0) return -1;
    int64_t offset = g_mime_header_get_offset(g_mime_header_list_get_header_at(list, 0));
    return offset < 0 ? -1 : source(walk, offset);
}

static int64_t smaller(int64_t a, int64_t b) {
    if (a < 0) return b;
    return b < 0 || a < b ? a : b;
}

static void find_body(const walk *walk, GMimePart *object, cmime_part *part) {
    GMimeDataWrapper *wrapper = g_mime_part_get_content(object);
    GMimeStream *stream = wrapper ? g_mime_data_wrapper_get_stream(wrapper) : NULL;
    if (!stream || g_mime_stream_reset(stream) != 0) return;
    int64_t begin = g_mime_stream_tell(stream);
    int64_t length = g_mime_stream_length(stream);
    if (begin < 0 || length < 0) return;
    // The end is that of the last byte, so that nothing left out behind it is counted in; then it moves to the end of
    // the line, since GMime takes two bytes for an end of line that may be one.
    int64_t end = length == 0 ? source(walk, begin) : source(walk, begin + length - 1) + 1;
    part->body_begin = source(walk, begin);
    if (end < part->body_begin) end = part->body_begin;
    if (length > 0) {
        while (end < walk->length && walk->bytes[end] != '\n'
               && !(walk->bytes[end] == '\r' && end + 1 < walk->length && walk->bytes[end + 1] == '\n')) {
            end++;
        }
    }
    part->body_end = end;
}

/// 0, or −1 for no memory. Recursion is bounded by `limits.depth`.
static int visit(walk *walk, GMimeObject *object, int64_t message_header, int32_t parent, int32_t depth) {
    if (!object) return 0;
    if (walk->tree->count >= walk->limits.parts || (size_t)depth > walk->limits.depth) {
        walk->tree->cut |= CMIME_CUT_PARTS;
        return 0;
    }
    if (walk->tree->count == walk->room) {
        size_t room = walk->room ? walk->room * 2 : 16;
        cmime_part *parts = realloc(walk->tree->parts, room * sizeof *parts);
        if (!parts) return -1;
        walk->tree->parts = parts;
        walk->room = room;
    }
    int32_t index = (int32_t)walk->tree->count++;
    cmime_part *part = &walk->tree->parts[index];
    *part = (cmime_part){
        .kind = CMIME_LEAF, .depth = depth, .parent = parent, .header = smaller(message_header, first_header(walk, object)),
        .body_begin = -1, .body_end = -1};
    if (is_a(object, g_mime_multipart_get_type())) {
        part->kind = CMIME_MULTIPART;
        int count = g_mime_multipart_get_count((GMimeMultipart *)object);
        for (int child = 0; child < count; child++) {
            if (visit(walk, g_mime_multipart_get_part((GMimeMultipart *)object, child), -1, index, depth + 1)) return -1;
        }
    } else if (is_a(object, g_mime_message_part_get_type())) {
        part->kind = CMIME_MESSAGE;
        GMimeMessage *message = g_mime_message_part_get_message((GMimeMessagePart *)object);
        if (!message) return 0;
        return visit(walk, g_mime_message_get_mime_part(message), first_header(walk, (GMimeObject *)message), index, depth + 1);
    } else if (is_a(object, g_mime_part_get_type())) {
        find_body(walk, (GMimePart *)object, part);
    }
    return 0;
}

/// A tree of one text, which lies behind the header block. 0, or −1 for no memory.
static int read_single(size_t body, size_t length, cmime_tree *tree) {
    tree->parts = malloc(sizeof *tree->parts);
    if (!tree->parts) return -1;
    tree->count = 1;
    tree->parts[0] = (cmime_part){
        .kind = CMIME_LEAF, .depth = 0, .parent = -1, .header = 0, .body_begin = (int64_t)body, .body_end = (int64_t)length};
    return 0;
}

int cmime_read(const uint8_t *bytes, size_t length, cmime_limits limits, cmime_tree *tree) {
    *tree = (cmime_tree){0};
    // GByteArray counts in 32 bits.
    if (length == 0 || length > INT32_MAX) return 1;
    cmime_view view;
    if (cmime_view_open(&view, bytes, length, limits)) {
        cmime_view_close(&view);
        return -1;
    }
    // Most mails that people write are of one piece. If nothing of it was left out either, there is nothing to ask.
    size_t body = view.copy || view.cut != 0 || limits.parts == 0 ? 0 : cmime_single_body(bytes, length);
    if (body > 0) {
        cmime_view_close(&view);
        return read_single(body, length, tree);
    }
    pthread_once(&initialised, initialise);
    int result = 1;
    // The stream neither writes to the bytes nor outlives this call.
    GByteArray array = {.data = (uint8_t *)view.bytes, .len = (unsigned int)view.length};
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(&array);
    g_mime_stream_mem_set_owner((GMimeStreamMem *)stream, 0);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_mime_parser_set_persist_stream(parser, 1);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (message) {
        walk walk = {.view = &view, .bytes = bytes, .length = (int64_t)length, .limits = limits, .tree = tree};
        tree->cut = view.cut;
        result = visit(&walk, g_mime_message_get_mime_part(message), first_header(&walk, (GMimeObject *)message), -1, 0);
        if (result == 0 && tree->count == 0) result = 1;
        if (result != 0) cmime_tree_free(tree);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    cmime_view_close(&view);
    return result;
}

void cmime_tree_free(cmime_tree *tree) {
    free(tree->parts);
    *tree = (cmime_tree){0};
}
