// Bounds what GMime sees, in one linear pass over the lines.
//
// GMime 3.2.13 recurses for every colon in an address group and overflows the stack; it keeps an object for every field
// and every part. So the end of a field with too many colons or bytes is left out, and fields and parts beyond the
// limits are. Which lines are headers only a MIME parser knows; a line of a body that looks like one is treated as one,
// which does no harm: contents are read from the mail itself by their offsets.
//
// Of several types of one block GMime takes the last. A multipart must not lose its parts to a type that somebody added
// behind its own, so that one loses its name.

#include "view.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    /// Nested groups need a colon each; names and comments rarely hold more than a few.
    MAX_COLONS = 16,
    MAX_FIELD_BYTES = 8 << 10,
    MAX_NAME = 128,
    /// Fields `Content-…` that are still let through when all others are used up.
    MAX_CONTENT_FIELDS = 16,
    /// For each part that is allowed.
    BOUNDARIES_PER_PART = 8,
    FIELDS_PER_PART = 20,
};

/// Leaves out the bytes from `begin` to `end` of the mail. Calls come in ascending order.
static int leave_out(cmime_view *view, size_t begin, size_t end) {
    if (end <= begin) return 0;
    struct cmime_gap *last = view->gap_count > 0 ? &view->gaps[view->gap_count - 1] : NULL;
    size_t missing = last ? last->missing : 0;
    if (last && last->at + last->missing == begin) {
        last->missing += end - begin;
        return 0;
    }
    if (view->gap_count == view->gap_room) {
        size_t room = view->gap_room ? view->gap_room * 2 : 64;
        struct cmime_gap *gaps = realloc(view->gaps, room * sizeof *gaps);
        if (!gaps) return -1;
        view->gaps = gaps;
        view->gap_room = room;
    }
    view->gaps[view->gap_count++] = (struct cmime_gap){.at = begin - missing, .missing = missing + (end - begin)};
    return 0;
}

/// Bytes of a field name with its colon at the start of a line; 0 when the line does not begin with one.
static size_t name_length(const uint8_t *line, size_t length) {
    size_t at = 0;
    size_t most = length < MAX_NAME ? length : MAX_NAME;
    while (at < most && line[at] > 32 && line[at] < 127 && line[at] != ':') at++;
    if (at == 0) return 0;
    while (at < most && (line[at] == ' ' || line[at] == '\t')) at++;
    return at < most && line[at] == ':' ? at + 1 : 0;
}

static bool is_content_field(const uint8_t *line, size_t length) {
    static const char prefix[] = "content-";
    if (length < sizeof prefix - 1) return false;
    for (size_t at = 0; at < sizeof prefix - 1; at++) {
        if ((line[at] | 0x20) != prefix[at] && line[at] != prefix[at]) return false;
    }
    return true;
}

static bool is_blank(uint8_t byte) { return byte == ' ' || byte == '\t'; }

/// True when a line with a field name of `name` bytes, its colon counted, is a Content-Type.
static bool is_type_field(const uint8_t *line, size_t name) {
    static const char type[] = "content-type";
    size_t size = sizeof type - 1;
    return name > size && strncasecmp((const char *)line, type, size) == 0 && (is_blank(line[size]) || line[size] == ':');
}

/// True when the value that begins at `at`, in this line or folded into the next, names a multipart. Reads no further
/// than the field, so that all calls together read the mail once.
static bool is_multipart(const uint8_t *bytes, size_t length, size_t at) {
    static const char type[] = "multipart/";
    while (at < length) {
        bool is_fold = bytes[at] == '\n' && at + 1 < length && is_blank(bytes[at + 1]);
        if (!is_fold && !is_blank(bytes[at]) && bytes[at] != '\r') break;
        at++;
    }
    return length - at >= sizeof type - 1 && strncasecmp((const char *)bytes + at, type, sizeof type - 1) == 0;
}

/// What the pass knows of the field and the block that it is in.
typedef struct scan {
    size_t block_fields;
    size_t block_bytes;
    size_t block_content_fields;
    size_t all_fields;
    size_t boundaries;
    size_t colons;
    size_t field_bytes;
    /// The rest of the field is left out.
    bool is_cut;
    bool has_field;
    /// A type of the block was a multipart.
    bool has_multipart;
} scan;

static void start_block(scan *state) {
    state->block_fields = 0;
    state->block_bytes = 0;
    state->block_content_fields = 0;
    state->has_field = false;
    state->has_multipart = false;
    state->is_cut = false;
}

/// How many bytes of a line may stay, its end of line not counted.
static size_t allowed(scan *state, const uint8_t *line, size_t length) {
    if (state->is_cut) return 0;
    size_t at = 0;
    for (; at < length; at++) {
        if (state->field_bytes >= MAX_FIELD_BYTES) break;
        state->field_bytes++;
        if (line[at] == ':' && ++state->colons > MAX_COLONS) break;
    }
    if (at < length) state->is_cut = true;
    return at;
}

int cmime_view_open(cmime_view *view, const uint8_t *bytes, size_t length, cmime_limits limits) {
    *view = (cmime_view){.bytes = bytes, .length = length};
    scan state = {0};
    const size_t most_fields = limits.parts * FIELDS_PER_PART;
    const size_t most_boundaries = limits.parts * BOUNDARIES_PER_PART;
    size_t end_of_view = length;
    for (size_t begin = 0; begin < length;) {
        const uint8_t *line = bytes + begin;
        const uint8_t *feed = memchr(line, '\n', length - begin);
        size_t whole = feed ? (size_t)(feed - line) + 1 : length - begin;
        size_t text = feed ? whole - 1 : whole;
        if (feed && text > 0 && line[text - 1] == '\r') text--;
        size_t next = begin + whole;

        if (text == 0) {
            start_block(&state);
        } else if (text >= 2 && line[0] == '-' && line[1] == '-') {
            start_block(&state);
            if (++state.boundaries > most_boundaries) {
                view->cut |= CMIME_CUT_PARTS;
                end_of_view = begin;
                break;
            }
        } else if (line[0] == ' ' || line[0] == '\t') {
            if (state.has_field) {
                bool was_cut = state.is_cut;
                size_t keep = allowed(&state, line, text);
                state.block_bytes += keep;
                // A line that is left out whole takes its end of line along.
                if (was_cut || (keep == 0 && text > 0)) {
                    if (leave_out(view, begin, next)) return -1;
                } else if (keep < text) {
                    if (leave_out(view, begin + keep, begin + text)) return -1;
                }
            }
        } else if (name_length(line, text) > 0) {
            state.has_field = true;
            state.is_cut = false;
            state.colons = 0;
            state.field_bytes = 0;
            bool has_room = ++state.block_fields <= limits.header_fields && ++state.all_fields <= most_fields
                && state.block_bytes <= limits.header_bytes;
            if (!has_room && is_content_field(line, text) && state.boundaries <= most_boundaries) {
                has_room = ++state.block_content_fields <= MAX_CONTENT_FIELDS;
            }
            if (has_room) {
                size_t name = name_length(line, text);
                if (is_type_field(line, name)) {
                    if (is_multipart(bytes, length, begin + name)) {
                        state.has_multipart = true;
                    } else if (state.has_multipart && leave_out(view, begin + 1, begin + sizeof "content-" - 1)) {
                        // The first byte stays: a body may begin with it.
                        return -1;
                    }
                }
                size_t keep = allowed(&state, line, text);
                state.block_bytes += keep;
                if (keep < text && leave_out(view, begin + keep, begin + text)) return -1;
            } else {
                state.is_cut = true;
                view->cut |= CMIME_CUT_HEADERS;
                if (leave_out(view, begin, next)) return -1;
            }
        } else {
            state.has_field = false;
        }
        begin = next;
    }
    if (view->gap_count == 0) {
        view->length = end_of_view;
        return 0;
    }
    view->copy = malloc(end_of_view > 0 ? end_of_view : 1);
    if (!view->copy) return -1;
    size_t written = 0;
    size_t taken = 0;
    size_t missing = 0;
    for (size_t index = 0; index < view->gap_count; index++) {
        size_t gap_begin = view->gaps[index].at + missing;
        memcpy(view->copy + written, bytes + taken, gap_begin - taken);
        written += gap_begin - taken;
        missing = view->gaps[index].missing;
        taken = view->gaps[index].at + missing;
    }
    if (taken < end_of_view) {
        memcpy(view->copy + written, bytes + taken, end_of_view - taken);
        written += end_of_view - taken;
    }
    view->bytes = view->copy;
    view->length = written;
    return 0;
}

void cmime_view_close(cmime_view *view) {
    free(view->copy);
    free(view->gaps);
    *view = (cmime_view){0};
}

int64_t cmime_view_source(const cmime_view *view, int64_t offset) {
    size_t low = 0;
    size_t high = view->gap_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (view->gaps[middle].at <= (size_t)offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low == 0 ? offset : offset + (int64_t)view->gaps[low - 1].missing;
}
