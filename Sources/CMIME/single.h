#pragma once

#include <stdbool.h>

#include "CMIME.h"

/// Where the body begins of a mail that is plainly one text; 0 for any other mail.
///
/// Such a mail has nothing for GMime to find out: its body is everything behind the header block. To be one, its fields
/// must be in good form, and its type, if it names one, plain text or HTML. In doubt GMime is asked.
size_t cmime_single_body(const uint8_t *bytes, size_t length);
