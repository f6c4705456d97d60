#pragma once

#include "CMIME.h"

/// What GMime is shown of a mail: everything, or a copy without what would hurt it, and the way back to the offsets of
/// the mail itself.
typedef struct cmime_view {
    const uint8_t *bytes;
    size_t length;
    /// The copy; NULL when `bytes` is the mail itself.
    uint8_t *copy;
    /// Stretches of the mail that are left out, ascending.
    struct cmime_gap {
        /// Where in the copy the stretch would stand.
        size_t at;
        /// How many bytes are missing in all up to and with this one.
        size_t missing;
    } *gaps;
    size_t gap_count;
    size_t gap_room;
    int32_t cut;
} cmime_view;

/// 0, or −1 for no memory. The view is to be closed in both cases.
int cmime_view_open(cmime_view *view, const uint8_t *bytes, size_t length, cmime_limits limits);
void cmime_view_close(cmime_view *view);

/// The place in the mail of the byte that stands at `offset` in the view.
int64_t cmime_view_source(const cmime_view *view, int64_t offset);
