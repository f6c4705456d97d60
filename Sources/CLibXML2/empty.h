#pragma once
// The module only carries the compiler flags and the library; CHTML includes what it needs.
